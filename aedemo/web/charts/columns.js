// Shapes for a chart (chart.js) in which things stand side by side, each in the middle of its place.

/**
 * @param {number} size - how many things there are
 * @param {{place: (value: number) => number}} axis - the upright axis
 * @returns paths: `band` from one place up to another over the whole height; and for a list with an
 *   entry for each thing `columns` up to values, `spans` from one value to another, `dots` at values
 */
export function columns(size, axis) {
  const x = (at) => (100 * at) / size;
  const middle = (at) => x(at + 0.5);
  const y = (value) => 100 - axis.place(value);
  const each = (draw) => (list) => list.map(draw).join("");
  return {
    band: (from, to) => `M${x(from)} 0H${x(to)}V100H${x(from)}z`,
    columns: each((value, at) => `M${middle(at - 0.35)} 100V${y(value)}H${middle(at + 0.35)}V100z`),
    spans: each(([low, high], at) => `M${middle(at)} ${y(low)}V${y(high)}`),
    dots: each((value, at) => `M${middle(at)} ${y(value)}h0`),
  };
}

// A code as bars up and down from zero.

/** The style sheet of the bars. */
export const BARS = new URL("bars.css", import.meta.url);

/** An <svg> for a code, as HTML. */
export const barsHtml = `
  <svg class="bars" role="img" data-name="the_code" viewBox="0 0 100 100" preserveAspectRatio="none">
    <path class="up" /><path class="down" />
  </svg>`;

/**
 * Draws a code, or nothing; on a scale that stays while one draws, from the `statistics` (mean and
 * standard deviation of each number) of the network's codes.
 * @param {SVGElement} svg
 * @param {import("../maths/matrix.js").Vector | null} code
 * @param {{mean: number[], std: number[]}} [statistics]
 */
export function drawBars(svg, code, statistics) {
  const shapes = { up: "", down: "" };
  if (code) {
    const { mean, std } = statistics ?? { mean: [], std: [] };
    const usual = mean.map((value, at) => Math.abs(value) + 3 * std[at]);
    const scale = Math.max(1e-6, ...usual, ...code.map(Math.abs));
    const zero = code.some((value) => value < 0) ? 50 : 100;
    const step = 100 / code.length;
    const width = code.length > 64 ? step : 0.8 * step;
    code.forEach((value, at) => {
      const top = zero - (value / scale) * zero;
      shapes[value < 0 ? "down" : "up"] += `M${at * step} ${zero}V${top}h${width}V${zero}z`;
    });
  }
  for (const [name, shape] of Object.entries(shapes)) {
    svg.querySelector(`.${name}`).setAttribute("d", shape);
  }
}

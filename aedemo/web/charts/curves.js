// Means with their spread, against a number on a logarithmic scale, as curves in an <svg>: each ends
// in its name.

/** The style sheet of the curves. */
export const CURVES = new URL("curves.css", import.meta.url);

const EDGE = { left: 34, right: 122, top: 26, bottom: 40 };
const LOW = 20; // % at the lower edge
const LINE = 15; // from name to name, at least
const SHIFT = 3; // between the bars of two curves, so that they stand beside each other

/**
 * Draws curves, of which the last lies on top.
 * @param {SVGElement} svg
 * @param {{sizes: number[], names: string[], x: string, y: string}} axis - the sizes and their
 *   names, and what the axes say
 * @param {{name: string, kind: string, values: {mean: number, std: number}[], mark?: {at: number,
 *   value: number}}[]} curves - `kind` is a class of the style sheet; there is a value for each
 *   size; a `mark` is at one of the sizes
 */
export function drawCurves(svg, { sizes, names, x, y }, curves) {
  const { clientWidth: width, clientHeight: height } = svg;
  const ends = Math.log(sizes.at(-1) / sizes[0]);
  const across = (at) =>
    EDGE.left + 18 + (width - EDGE.left - EDGE.right - 36) * (Math.log(sizes[at] / sizes[0]) / ends);
  const up = (value) =>
    height - EDGE.bottom - ((height - EDGE.top - EDGE.bottom) * (value - LOW)) / (100 - LOW);
  const label = (words, x, y, kind) => `<text x="${x}" y="${y}" class="${kind}">${words}</text>`;
  const line = (x1, y1, x2, y2, kind) =>
    `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" class="${kind}" />`;
  const right = width - EDGE.right;
  const parts = [label(y, 0, 12, "start"), label(x, (EDGE.left + right) / 2, height - 4, "middle")];
  for (let value = LOW; value <= 100; value += 20) {
    parts.push(
      line(EDGE.left, up(value), right, up(value), "rule"),
      label(value, EDGE.left - 6, up(value) + 4, "end"),
    );
  }
  sizes.forEach((_, at) => {
    const kind = curves.some(({ mark }) => mark?.at === at) ? "middle here" : "middle";
    parts.push(label(names[at], across(at), height - EDGE.bottom + 18, kind));
  });
  const order = [...curves].sort((a, b) => b.values.at(-1).mean - a.values.at(-1).mean);
  const heights = apart(order.map(({ values }) => up(values.at(-1).mean)));
  for (const curve of curves) {
    const { name, kind, values } = curve;
    const place = order.indexOf(curve);
    const shift = SHIFT * (place - (order.length - 1) / 2);
    const points = values.map(({ mean }, at) => [across(at) + shift, up(mean)]);
    const bars = values.map(({ mean, std }, at) =>
      line(points[at][0], up(mean - std), points[at][0], up(Math.min(100, mean + std)), "spread"),
    );
    const [endX, endY] = points.at(-1);
    parts.push(`<g class="curve ${kind}">${bars.join("")}
      <polyline points="${points.join(" ")}" />
      ${points.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3" />`).join("")}
      ${line(endX + 5, endY, right + 2, heights[place], "leader")}
      ${label(name, right + 6, heights[place] + 4, "start")}
      ${curve.mark ? `<circle cx="${points[curve.mark.at][0]}" cy="${up(curve.mark.value)}" r="8" class="mark" />` : ""}</g>`);
  }
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.innerHTML = parts.join("");
}

// Heights from top to bottom, moved so that none is nearer than LINE to the next: those that would
// touch are a block, which stays about where its members were.
function apart(heights) {
  const blocks = [];
  for (const height of heights) {
    let block = { members: [height], top: height };
    for (let above; (above = blocks.at(-1)) && above.top + LINE * above.members.length > block.top;) {
      blocks.pop();
      const members = [...above.members, ...block.members];
      const middle = members.reduce((sum, each) => sum + each / members.length, 0);
      block = { members, top: Math.max(LINE, middle - (LINE * (members.length - 1)) / 2) };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ members, top }) => members.map((_, at) => top + LINE * at));
}

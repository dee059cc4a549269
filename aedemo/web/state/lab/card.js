// The card of a run: one file of HTML that needs nothing else, to print or to keep.

import { MARKS, powers } from "./ticks.js";

/**
 * @typedef {object} Curve
 * @property {string} label
 * @property {string} colour - as style sheets write it
 * @property {(number | null)[]} values - one a step
 * @property {number[]} [dash]
 */

/**
 * @typedef {object} Card
 * @property {string} language
 * @property {string} title
 * @property {[string, string][]} facts - name, value
 * @property {{ label: string, address: string, wide: number }[]} pictures - data addresses, CSS pixels
 * @property {string} curves - what they are called
 * @property {Curve[]} lines
 * @property {string} link - where the run can be seen again
 */

const WIDTH = 640;
const HEIGHT = 240;
const LEFT = 56; // for the marks
const BELOW = 24;
const MOST = 400; // points of a curve

/** @param {unknown} text */
const escaped = (text) =>
  String(text).replace(
    /[&<>"]/g,
    (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[letter] ?? letter,
  );

// Of many values every so many-th, and the last.
/** @type {(values: (number | null)[]) => [number, number][]} */
function points(values) {
  const there = /** @type {[number, number][]} */ (
    values.map((value, at) => [at + 1, value]).filter(([, value]) => value !== null && Number(value) > 0)
  );
  const stride = Math.ceil(there.length / MOST);
  return there.filter((_, at) => at % stride === 0 || at === there.length - 1);
}

/**
 * Curves over the steps on a logarithmic axis, as SVG.
 * @param {Curve[]} lines
 */
export function chart(lines) {
  const all = lines.map(({ values }) => points(values));
  const heights = all.flat().map(([, value]) => value);
  if (!heights.length) return "";
  const [least, most] = [Math.min(...heights) / 1.15, Math.max(...heights) * 1.15];
  const last = Math.max(2, ...all.flat().map(([step]) => step));
  const x = (/** @type {number} */ step) => LEFT + ((WIDTH - LEFT) * (step - 1)) / (last - 1);
  const y = (/** @type {number} */ value) =>
    ((HEIGHT - BELOW) * Math.log(most / value)) / Math.log(most / least);
  const marks = powers(least, most).map(
    (mark) =>
      `<path class="rule" d="M${LEFT} ${y(mark).toFixed(1)}H${WIDTH}"/>` +
      `<text x="${LEFT - 6}" y="${(y(mark) + 4).toFixed(1)}" text-anchor="end">${MARKS(mark)}</text>`,
  );
  const paths = lines.map(({ colour, dash = [] }, at) => {
    const way = all[at].map(([step, value]) => `${x(step).toFixed(1)} ${y(value).toFixed(1)}`).join("L");
    return way && `<path d="M${way}" style="stroke:${escaped(colour)};stroke-dasharray:${dash.join(" ")}"/>`;
  });
  const ends = [1, last].map(
    (step, at) =>
      `<text x="${x(step)}" y="${HEIGHT - 6}" text-anchor="${at ? "end" : "start"}">${step}</text>`,
  );
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">${[...marks, ...paths, ...ends].join("")}</svg>`;
}

const STYLE = `
  :root { --rebuilt: #c2410c; --cold: #1d4ed8; --code: #6d28d9; --soft: #57534e; color-scheme: light; }
  body { max-width: 680px; margin: 32px auto; padding: 0 20px; font: 14px/1.45 system-ui, sans-serif; color: #1c1917; background: #fff; }
  h1 { font-size: 20px; } h2 { font-size: 15px; margin: 24px 0 8px; }
  table { border-collapse: collapse; columns: 2; } td { padding: 2px 16px 2px 0; vertical-align: top; }
  svg { width: 100%; } path { fill: none; stroke-width: 1.5; } .rule { stroke: #d6d3d1; stroke-width: 1; }
  text { font-size: 11px; fill: #57534e; }
  ul { display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 0; list-style: none; }
  li::before { content: ""; display: inline-block; width: 20px; margin-right: 6px; vertical-align: middle; border-top: 3px solid var(--stroke); }
  img { max-width: 100%; image-rendering: pixelated; } a { overflow-wrap: anywhere; color: inherit; }
  @media print { section { break-inside: avoid; } }`;

/**
 * The file.
 * @param {Card} card
 */
export function card({ language, title, facts, pictures, curves, lines, link }) {
  const rows = facts.map(([name, value]) => `<tr><td>${escaped(name)}</td><td>${escaped(value)}</td></tr>`);
  const shown = pictures.map(
    ({ label, address, wide }) =>
      `<section><h2>${escaped(label)}</h2><img width="${wide}" alt="" src="${escaped(address)}"></section>`,
  );
  const key = lines.map(
    ({ label, colour }) => `<li style="--stroke:${escaped(colour)}">${escaped(label)}</li>`,
  );
  return `<!doctype html>
<html lang="${escaped(language)}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
<h1>${escaped(title)}</h1>
<table>${rows.join("")}</table>
<section><h2>${escaped(curves)}</h2>${chart(lines)}<ul>${key.join("")}</ul></section>
${shown.join("\n")}
<p><a href="${escaped(link)}">${escaped(link)}</a></p>
</html>
`;
}

// A code as bars up and down from a zero line that stays where it is.

/** The style sheet of the bars. */
export const BARS = new URL("bars.css", import.meta.url);

/** An <svg> for a code, as HTML. */
export const barsHtml = `
  <svg class="bars" role="img" data-name="the_code" viewBox="0 0 100 100" preserveAspectRatio="none">
    <path class="numbers" /><path class="zero" d="M0 50H100" />
  </svg>`;

/** Numbers that still have a bar each; more are lines here, which are seen however thin. */
export const FEW = 64;

/**
 * The end of the scale of codes: what is usual of a network, and further for those that go beyond, as
 * units that seldom fire do: nothing is cut off.
 * @param {{mean: number[], std: number[]} | undefined | null} statistics
 * @param {...import("../maths/matrix.js").Vector} codes
 */
export function reach(statistics, ...codes) {
  const usual = statistics?.mean.map((value, at) => Math.abs(value) + 3 * statistics.std[at]) ?? [];
  return Math.max(1e-6, ...usual, ...codes.flatMap((code) => Array.from(code, Math.abs)));
}

/**
 * Draws a code, or nothing; on a scale that stays while one draws, from the `statistics` (mean and
 * standard deviation of each number) of the network's codes.
 * @param {SVGElement} svg
 * @param {import("../maths/matrix.js").Vector | null} code
 * @param {{mean: number[], std: number[]}} [statistics]
 */
export function drawBars(svg, code, statistics) {
  let shape = "";
  if (code) {
    const scale = reach(statistics, code);
    const step = 100 / code.length;
    const bar = code.length > FEW ? "" : `h${0.8 * step}V50z`;
    code.forEach((value, at) => {
      shape += `M${at * step} 50V${50 - (50 * value) / scale}${bar}`;
    });
  }
  const numbers = svg.querySelector(".numbers");
  numbers.setAttribute("d", shape);
  numbers.setAttribute("class", code?.length > FEW ? "numbers lines" : "numbers");
}

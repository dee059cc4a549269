// Marks of a logarithmic axis.

const FEW = 3; // powers of ten between which there are marks at 1, 2 and 5
const MANY = 6; // and from which only every second one has one

/**
 * Where marks stand from `least` to `most`.
 * @param {number} least - above 0
 * @param {number} most
 */
export function powers(least, most) {
  const [from, to] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(most))];
  const multiples = to - from <= FEW ? [1, 2, 5] : [1];
  const stride = to - from > MANY ? 2 : 1;
  const marks = [];
  for (let power = from; power <= to; power += stride)
    for (const multiple of multiples) marks.push(Number(`${multiple}e${power}`));
  return marks.filter((mark) => mark >= least && mark <= most);
}

/** A mark in words. */
export const MARKS = (/** @type {number} */ mark) => (mark < 1e-3 ? mark.toExponential(0) : String(mark));

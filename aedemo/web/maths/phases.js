// The phases of a kernel: with stride s, output pixels whose rows and columns leave the same
// remainders by s are written through the same taps. Constant input comes out as constant times
// the sum of a phase's taps, so it stays constant where all phases have the same sum.

/** @import { Vector } from "./matrix.js" */
/** @typedef {Vector} Kernel size·size taps, row by row */

/** @param {Vector} numbers */
const sum = (numbers) => {
  let total = 0;
  for (const each of numbers) total += each;
  return total;
};

/** @param {Kernel} kernel */
const sizeOf = (kernel) => Math.round(Math.sqrt(kernel.length));

/**
 * The phase of tap number `at`.
 * @param {number} at
 * @param {number} size
 * @param {number} stride
 */
const phaseOf = (at, size, stride) => (Math.floor(at / size) % stride) * stride + ((at % size) % stride);

/**
 * The stride·stride sums, phase by phase.
 * @param {Kernel} kernel
 * @param {number} stride
 */
export function phaseSums(kernel, stride) {
  const sums = new Float64Array(stride * stride);
  const size = sizeOf(kernel);
  kernel.forEach((tap, at) => (sums[phaseOf(at, size, stride)] += tap));
  return sums;
}

/**
 * The kernel with what each phase's sum exceeds their mean by taken off its taps, in equal parts.
 * Doing it twice changes nothing more.
 * @param {Kernel} kernel - of a size that is a multiple of the stride
 * @param {number} stride
 */
export function balancePhases(kernel, stride) {
  const sums = phaseSums(kernel, stride);
  const mean = sum(sums) / sums.length;
  const size = sizeOf(kernel);
  const taps = kernel.length / sums.length;
  return Float64Array.from(kernel, (tap, at) => tap - (sums[phaseOf(at, size, stride)] - mean) / taps);
}

/**
 * Nearest-neighbour enlargement followed by a convolution, as one transposed convolution: each
 * tap is written to a block of stride·stride pixels, and the blocks overlap (Odena et al. 2016).
 * @param {Kernel} kernel
 * @param {number} stride
 */
export function resizeThenConvolve(kernel, stride) {
  const size = sizeOf(kernel);
  return blocks(kernel, size, size + stride - 1, 1, stride);
}

/**
 * Sub-pixel convolution whose stride² filters start alike (ICNR, Aitken et al. 2017): the blocks
 * lie side by side.
 * @param {Kernel} kernel
 * @param {number} stride
 */
export function subPixel(kernel, stride) {
  const size = sizeOf(kernel);
  return blocks(kernel, size, size * stride, stride, stride);
}

/**
 * Every tap written to a block of block·block pixels, `step` apart, of a picture `width` wide.
 * @param {Kernel} kernel
 * @param {number} size
 * @param {number} width
 * @param {number} step
 * @param {number} block
 */
function blocks(kernel, size, width, step, block) {
  const result = new Float64Array(width * width);
  kernel.forEach((tap, at) => {
    const [top, left] = [Math.floor(at / size) * step, (at % size) * step];
    for (let row = top; row < top + block; row++) {
      for (let column = left; column < left + block; column++) result[row * width + column] += tap;
    }
  });
  return result;
}

/**
 * The kernel scaled so that its phases sum to one in the mean: the mean grey stays what it was.
 * @param {Kernel} kernel
 * @param {number} stride
 */
export function keepMean(kernel, stride) {
  const whole = sum(kernel);
  return Float64Array.from(kernel, (tap) => (tap * stride * stride) / whole);
}

// The phases of a kernel: with stride s, output pixels whose rows and columns leave the same
// remainders by s are written through the same taps. Constant input comes out as constant times
// the sum of a phase's taps, so it stays constant where all phases have the same sum.
// A kernel is an array of size·size taps, row by row.

const sizeOf = (kernel) => Math.round(Math.sqrt(kernel.length));

const phaseOf = (at, size, stride) => (Math.floor(at / size) % stride) * stride + ((at % size) % stride);

// The stride·stride sums, phase by phase.
export function phaseSums(kernel, stride) {
  const sums = new Float64Array(stride * stride);
  const size = sizeOf(kernel);
  kernel.forEach((tap, at) => (sums[phaseOf(at, size, stride)] += tap));
  return sums;
}

// The kernel with what each phase's sum exceeds their mean by taken off its taps, in equal parts.
// Its size has to be a multiple of the stride. Doing it twice changes nothing more.
export function balancePhases(kernel, stride) {
  const sums = phaseSums(kernel, stride);
  const mean = sums.reduce((a, b) => a + b) / sums.length;
  const size = sizeOf(kernel);
  const taps = kernel.length / sums.length;
  return Float64Array.from(kernel, (tap, at) => tap - (sums[phaseOf(at, size, stride)] - mean) / taps);
}

// Nearest-neighbour enlargement followed by a convolution, as one transposed convolution: each
// tap is written to a block of stride·stride pixels, and the blocks overlap.
export function resizeThenConvolve(kernel, stride) {
  const size = sizeOf(kernel);
  return blocks(kernel, size, size + stride - 1, 1, stride);
}

// Sub-pixel convolution whose stride² filters start alike (ICNR): the blocks lie side by side.
export function subPixel(kernel, stride) {
  const size = sizeOf(kernel);
  return blocks(kernel, size, size * stride, stride, stride);
}

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

// The kernel scaled so that its phases sum to one in the mean: the mean grey stays what it was.
export function keepMean(kernel, stride) {
  const sum = kernel.reduce((a, b) => a + b);
  return Float64Array.from(kernel, (tap) => (tap * stride * stride) / sum);
}

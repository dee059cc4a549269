// Transposed convolution, followed tap by tap. All is square and rows behave as columns do, so
// one axis says it: input i writes output i·stride − padding + t through tap t = 0 … kernel − 1.

/**
 * With PyTorch's meaning.
 * @typedef {{ kernel: number, stride: number, padding: number, outputPadding: number }} Settings
 */

/** @typedef {{ at: number, tap: number }} Link a place at the other end of an axis, and by which tap */

/**
 * The length of the output of an input of length `input`.
 * @param {number} input
 * @param {Settings} settings
 */
export const outputSize = (input, { kernel, stride, padding, outputPadding }) =>
  (input - 1) * stride - 2 * padding + (kernel - 1) + outputPadding + 1;

/**
 * Why there is no such layer; null if there is one.
 * @param {number} input
 * @param {Settings} settings
 * @returns {"output_padding" | "empty" | null}
 */
export function refusal(input, settings) {
  if (settings.outputPadding >= settings.stride) return "output_padding";
  return outputSize(input, settings) < 1 ? "empty" : null;
}

/**
 * What writes one place of the output: places of an input of length `input`.
 * @param {number} place
 * @param {number} input
 * @param {Settings} settings
 * @returns {Link[]}
 */
export function writers(place, input, { kernel, stride, padding }) {
  return Array.from({ length: input }, (_, at) => ({ at, tap: place + padding - at * stride })).filter(
    ({ tap }) => tap >= 0 && tap < kernel,
  );
}

/**
 * What one place of the input writes: places of an output of length `output`.
 * @param {number} place
 * @param {number} output
 * @param {Settings} settings
 * @returns {Link[]}
 */
export function written(place, output, { kernel, stride, padding }) {
  return Array.from({ length: kernel }, (_, tap) => ({ at: place * stride - padding + tap, tap })).filter(
    ({ at }) => at >= 0 && at < output,
  );
}

/**
 * How often each pixel of the output is written, as rows.
 * @param {number} input
 * @param {Settings} settings
 */
export function counts(input, settings) {
  const axis = Array.from(
    { length: outputSize(input, settings) },
    (_, place) => writers(place, input, settings).length,
  );
  return axis.map((down) => axis.map((across) => down * across));
}

/**
 * What one kernel makes of an input: each of its numbers is spread over the taps, and overlaps add up.
 * @param {import("./matrix.js").Vector} input - rows of a square
 * @param {import("./matrix.js").Vector} taps - rows of a square, as large as the settings say
 * @param {Settings} settings
 * @returns {Float64Array} rows of a square
 */
export function spread(input, taps, settings) {
  const side = Math.sqrt(input.length);
  const size = outputSize(side, settings);
  const result = new Float64Array(size * size);
  const axis = Array.from({ length: side }, (_, at) => written(at, size, settings));
  axis.forEach((rows, row) =>
    axis.forEach((columns, column) => {
      for (const down of rows)
        for (const across of columns)
          result[down.at * size + across.at] +=
            input[row * side + column] * taps[down.tap * settings.kernel + across.tap];
    }),
  );
  return result;
}

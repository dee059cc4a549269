// What a lesson may ask of Draw.

import constants from "../../../facts/constants.json" with { type: "json" };
import { isBlank } from "../../data/digits.js";
import { squaredError } from "../../data/pixels.js";

/**
 * Whether the visitor has drawn, and has turned a number of the code; `active`: how many numbers of the code
 * are not zero; the errors of what is rebuilt, and of PCA; `enough`: with how few numbers of `ordered` the
 * error is no larger than `close_error`.
 * @param {any} draw
 * @param {boolean} turned
 * @param {ArrayLike<number> | undefined} components - what PCA rebuilds
 * @param {import("./width.js").Width} widths
 */
export function evidence({ pad, input, variant, width, code, output }, turned, components, widths) {
  const error = (pixels) => (pixels && !isBlank(input) ? squaredError(pixels, input) : null);
  return {
    drawn: pad.picked === null && !isBlank(pad.pixels),
    turned,
    variant,
    width,
    active: code && code.filter(Boolean).length,
    error: error(output),
    pca: error(components),
    enough: widths.enough(constants.close_error),
  };
}

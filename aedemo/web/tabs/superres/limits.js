// What a picture has to be so that it can be enlarged.

import constants from "../../../facts/constants.json" with { type: "json" };
import { Failure } from "../../files/failures.js";

/** @import { Picture } from "../../maths/luminance.js" */

const { largest_output: LARGEST, least_hidden: LEAST } = constants; // pixels; of a side, as SSIM has a window

/**
 * Whether a picture can be enlarged: true, or why not is thrown.
 * @param {Picture} picture
 * @param {number} factor
 * @param {boolean} hide - whether it is shrunk first
 * @throws {Failure} if the enlargement would be too large, or the shrunk picture too small
 */
export function demandRoom({ width, height }, factor, hide) {
  if (!hide && width * height * factor ** 2 > LARGEST) throw new Failure("output", { factor });
  if (hide && Math.min(width, height) < LEAST * factor)
    throw new Failure("too_small", { least: LEAST * factor });
  return true;
}

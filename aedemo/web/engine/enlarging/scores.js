// How well a picture that was hidden has been recovered, by the protocol of the literature: on luminance in whole
// levels, without as many pixels of border as it was enlarged times.

import { isGrey, luminance } from "../../maths/luminance.js";
import { psnr, ssim } from "../../maths/similarity.js";

/** @import { Picture } from "../../maths/luminance.js" */

const PEAK = 255;

/**
 * @param {Picture} picture
 * @param {number} border
 * @param {boolean} grey
 */
function levels({ width, height, data }, border, grey) {
  const [w, h] = [width - 2 * border, height - 2 * border];
  const result = new Uint8ClampedArray(w * h); // which rounds as torch does: of two levels to the even one
  for (let at = 0; at < result.length; at++) {
    const [row, column] = [Math.floor(at / w) + border, (at % w) + border];
    result[at] = luminance(data, 4 * (row * width + column), grey);
  }
  return Float32Array.from(result);
}

/**
 * PSNR in dB and SSIM of a picture beside the truth.
 * @param {Picture} picture
 * @param {Picture} truth - of the same size, at least 11 + 2 · border on a side
 * @param {number} border
 * @param {() => Promise<void>} [between] - is awaited between its parts
 */
export async function scores(picture, truth, border, between) {
  const grey = isGrey(truth);
  const [a, b] = [picture, truth].map((each) => levels(each, border, grey));
  const [w, h] = [truth.width - 2 * border, truth.height - 2 * border];
  return { psnr: psnr(a, b, PEAK), ssim: await ssim(a, b, w, h, PEAK, between) };
}

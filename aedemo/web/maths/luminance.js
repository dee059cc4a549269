// Luminance: Y of ITU-R BT.601 in studio range, as Matlab's rgb2ycbcr and aedemo/data/colour.py have it.

/** @typedef {{ width: number, height: number, data: Uint8ClampedArray }} Picture RGBA, as ImageData; opaque */

const [RED, GREEN, BLUE] = [65.481 / 255, 128.553 / 255, 24.966 / 255];
const BLACK = 16; // level

/** Levels that each colour gets for one of luminance: black to white is 219 levels of it. */
export const GAIN = 255 / 219;

/** Whether a picture has no colours; it is then its own luminance. @param {Picture} picture */
export function isGrey({ data }) {
  for (let at = 0; at < data.length; at += 4)
    if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return false;
  return true;
}

/**
 * The level of a pixel, 16 for black and 235 for white; of a grey picture from 0 to 255.
 * @param {Uint8ClampedArray} data - RGBA
 * @param {number} at - where the pixel begins
 * @param {boolean} grey - whether the picture is
 */
export const luminance = (data, at, grey) =>
  grey ? data[at] : BLACK + RED * data[at] + GREEN * data[at + 1] + BLUE * data[at + 2];

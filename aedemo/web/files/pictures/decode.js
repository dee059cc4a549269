// Pixels of a picture by the browser's own decoders, in sRGB and on white.

import { Failure } from "../failures.js";

/** @import { Picture } from "../../maths/luminance.js" */

const PATTERN = 16; // side of the picture that is read back for trial
const STEP = 89; // between its levels: all that there are, none beside its like

/**
 * @param {import("./header.js").Header} header
 * @param {number} [scale] - of its sides, at most 1
 * @returns {Promise<Picture>} as it is stored
 * @throws {Failure} if the browser cannot decode it, or does not let pages read pixels as they are
 */
export async function decode({ type, content, place, ...stored }, scale = 1) {
  demandTrueReading();
  // In one part: Firefox tells by the first what all are.
  const whole = await new Blob(content).arrayBuffer();
  const bitmap = await createImageBitmap(new Blob([whole], { type })).catch((error) => {
    throw new Failure("undecoded", {}, error);
  });
  try {
    // Of what is turned by the decoder the sides have changed places.
    const full = place ? stored : bitmap;
    const [width, height] = [full.width, full.height].map((side) => Math.floor(scale * side));
    const [left, top] = place ?? [0, 0];
    const context = surface(width, height);
    context.imageSmoothingQuality = "high";
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.drawImage(bitmap, scale * left, scale * top, scale * bitmap.width, scale * bitmap.height);
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  } finally {
    bitmap.close();
  }
}

/**
 * @param {number} width
 * @param {number} height
 */
function surface(width, height) {
  const context = new OffscreenCanvas(width, height).getContext("2d", {
    colorSpace: "srgb",
    willReadFrequently: true, // in memory, not on the graphics card
  });
  if (!context) throw new Failure("memory", { file: `${width}×${height}` });
  return context;
}

// Protection against being recognised alters what pages read back, a little or altogether.
function demandTrueReading() {
  const written = new ImageData(PATTERN, PATTERN);
  for (let at = 0; at < written.data.length; at++) written.data[at] = at % 4 === 3 ? 255 : (at * STEP) % 256;
  const context = surface(PATTERN, PATTERN);
  context.putImageData(written, 0, 0);
  const { data } = context.getImageData(0, 0, PATTERN, PATTERN);
  if (data.some((level, at) => level !== written.data[at])) throw new Failure("disturbed", {});
}

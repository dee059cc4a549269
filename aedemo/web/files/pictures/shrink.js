// Photographs of a camera, which has more pixels than can go in, and cannot be told to take fewer.

import constants from "../../../facts/constants.json" with { type: "json" };
import { decode } from "./decode.js";
import { readHeader } from "./kinds.js";
import { upright } from "./turn.js";

const { picture_pixels, camera_pixels } = constants;

/**
 * A file with as many pixels as can go in: the same one if it has no more, or far more than any camera.
 * @param {Blob} blob
 * @returns {Promise<Blob>}
 * @throws {import("../failures.js").Failure} if it holds no picture that can be read
 */
export async function shrunk(blob) {
  const header = readHeader(await blob.arrayBuffer());
  const pixels = header.width * header.height;
  if (pixels <= picture_pixels || pixels > camera_pixels) return blob;
  const stored = await decode(header, Math.sqrt(picture_pixels / pixels));
  const { width, height, data } = upright(stored, header.orientation);
  const sheet = new OffscreenCanvas(width, height);
  const image = new ImageData(/** @type {Uint8ClampedArray<ArrayBuffer>} */ (data), width, height);
  sheet.getContext("2d")?.putImageData(image, 0, 0);
  return sheet.convertToBlob();
}

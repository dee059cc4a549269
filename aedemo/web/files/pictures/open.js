// Pictures of the visitor's own: whatever a file may hold, checked before it is decoded.

import constants from "../../../facts/constants.json" with { type: "json" };
import { Failure, needs } from "../failures.js";
import { decode } from "./decode.js";
import { readHeader } from "./kinds.js";
import { upright } from "./turn.js";

/** @import { Picture } from "../../maths/luminance.js" */

const { picture_bytes, picture_pixels, picture_side, jpeg_scans, jpeg_scanned_pixels } = constants;

/**
 * The picture in a file, of an animation its first frame: upright, in sRGB, on white where it is transparent.
 * @param {Blob} blob
 * @returns {Promise<Picture>}
 * @throws {Failure} if there is none that can be worked on
 */
export async function openPicture(blob) {
  if (!blob.size) throw new Failure("empty_file", {});
  if (blob.size > picture_bytes) throw new Failure("too_heavy", { limit: picture_bytes / 2 ** 20 });
  needs("OffscreenCanvas");
  const buffer = await blob.arrayBuffer().catch((error) => {
    throw new Failure("unreadable", {}, error);
  });
  const header = readHeader(buffer);
  demandFitting(header);
  return upright(await decode(header), header.orientation);
}

/**
 * @param {import("./header.js").Header} header
 * @throws {Failure} if the picture is too large, too small, or takes far more work than its size tells
 */
function demandFitting({ width, height, scans }) {
  const pixels = width * height;
  if (pixels > picture_pixels) throw new Failure("too_large", { width, height });
  if (Math.min(width, height) < picture_side) throw new Failure("too_small", { least: picture_side });
  if (scans > jpeg_scans || scans * pixels > jpeg_scanned_pixels) throw new Failure("costly", {});
}

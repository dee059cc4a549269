// WebP (RFC 9649): a RIFF of chunks, each with its name and length.

import { orientation } from "./exif.js";
import { demand, letters, part } from "./header.js";

const LEAD = 12; // bytes before the first chunk
const METADATA = "Exif\0\0"; // which some write before them, as JPEG has it

/** Sides of a picture, by the name of the chunk that begins at `at`. @type {Record<string, Function>} */
const SIDES = {
  VP8X: (/** @type {DataView} */ view, /** @type {number} */ at) => [
    1 + (view.getUint32(at + 12, true) & 0xffffff),
    1 + (view.getUint32(at + 14, true) >>> 8),
  ],
  VP8L: (/** @type {DataView} */ view, /** @type {number} */ at) => [
    1 + (view.getUint32(at + 9, true) & 0x3fff),
    1 + ((view.getUint32(at + 9, true) >>> 14) & 0x3fff),
  ],
  "VP8 ": (/** @type {DataView} */ view, /** @type {number} */ at) => [
    view.getUint16(at + 14, true) & 0x3fff,
    view.getUint16(at + 16, true) & 0x3fff,
  ],
};

/** @type {import("./header.js").Reader} */
export function readWebp(view) {
  const end = 8 + view.getUint32(4, true);
  demand(end <= view.byteLength);
  let sides, turned;
  for (let at = LEAD; at + 8 <= end;) {
    const name = letters(view, at);
    const next = at + 8 + view.getUint32(at + 4, true);
    demand(next <= end);
    if (name in SIDES) sides ??= SIDES[name](view, at);
    if (name === "EXIF") {
      const prefixed = next - at >= 14 && letters(view, at + 8, METADATA.length) === METADATA;
      turned ??= orientation(view, at + (prefixed ? 14 : 8), next);
    }
    at = next + (next & 1); // chunks begin at even places
  }
  demand(sides?.every((/** @type {number} */ side) => side > 0));
  const [width, height] = sides;
  // The chunk stays, since others say that it is there; it says 1.
  const content = turned
    ? [
        part(view, 0, turned.at),
        new Uint8Array(turned.little ? [1, 0] : [0, 1]),
        part(view, turned.at + 2, end),
      ]
    : [part(view, 0, end)];
  return {
    type: "image/webp",
    width,
    height,
    orientation: turned?.value ?? 1,
    scans: 1,
    content,
  };
}

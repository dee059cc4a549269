// GIF 89a: a screen, and on it frames, which end at a byte that says so.

import { demand, part } from "./header.js";

const [EXTENSION, FRAME, TRAILER] = [0x21, 0x2c, 0x3b];

/** @type {import("./header.js").Reader} */
export function readGif(view) {
  const size = { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  let at = 13 + palette(view.getUint8(10));
  let first = 0; // where the first frame ends
  for (let kind = 0; kind !== TRAILER;) {
    kind = view.getUint8(at);
    if (kind === EXTENSION) at = afterBlocks(view, at + 2);
    else if (kind === FRAME) {
      at = afterBlocks(view, at + 11 + palette(view.getUint8(at + 9)));
      first ||= at;
    } else demand(kind === TRAILER);
  }
  demand(first > 0 && size.width > 0 && size.height > 0);
  const content = [part(view, 0, first), new Uint8Array([TRAILER])];
  return { type: "image/gif", ...size, orientation: 1, grey: false, scans: 1, content };
}

/** How many bytes a palette takes. @param {number} flags */
const palette = (flags) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);

/**
 * Where a list of blocks ends, each of which tells its length, and the last one 0.
 * @param {DataView} view
 * @param {number} at
 */
function afterBlocks(view, at) {
  let length;
  do {
    length = view.getUint8(at);
    at += length + 1;
  } while (length);
  return at;
}

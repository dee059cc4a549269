// GIF 89a: a screen, and on it frames, which end at a byte that says so.

import { demand, part } from "./header.js";

const [EXTENSION, FRAME, TRAILER] = [0x21, 0x2c, 0x3b];

/** @type {import("./header.js").Reader} */
export function readGif(view) {
  let at = 13 + palette(view.getUint8(10));
  let first; // frame: where it begins and ends
  for (let kind = 0; kind !== TRAILER;) {
    kind = view.getUint8(at);
    if (kind === EXTENSION) at = afterBlocks(view, at + 2);
    else if (kind === FRAME) {
      const end = afterBlocks(view, at + 11 + palette(view.getUint8(at + 9)));
      first ??= { at, end };
      at = end;
    } else demand(kind === TRAILER);
  }
  demand(first !== undefined);
  const { at: frame, end } = /** @type {{ at: number, end: number }} */ (first);
  const [left, top, w, h] = [1, 3, 5, 7].map((byte) => view.getUint16(frame + byte, true));
  const [width, height] = [left + w, top + h].map((side, axis) =>
    Math.max(side, view.getUint16(6 + 2 * axis, true)),
  );
  demand(w > 0 && h > 0);
  // Where a frame is smaller than the screen browsers show the one or the other: they get the frame alone.
  const content = [
    part(view, 0, 6),
    part(view, frame + 5, frame + 9),
    part(view, 10, frame + 1),
    new Uint8Array(4),
    part(view, frame + 5, end),
    new Uint8Array([TRAILER]),
  ];
  const place = /** @type {[number, number]} */ ([left, top]);
  return { type: "image/gif", width, height, orientation: 1, scans: 1, place, content };
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

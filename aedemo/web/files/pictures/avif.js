// AVIF: boxes within boxes (ISO/IEC 14496-12), among which are the sizes of its pictures (23008-12). How it
// is turned is part of decoding, in which browsers do not differ.

import { demand, letters, part } from "./header.js";

// The way to the sizes, and how many bytes each box has before those in it.
const WAY = { meta: 4, iprp: 0, ipco: 0 };

/** @type {import("./header.js").Reader} */
export function readAvif(view) {
  /** @type {[number, number][]} */
  const sizes = [];
  boxes(view, 0, view.byteLength, sizes);
  demand(sizes.length > 0);
  const area = (/** @type {[number, number]} */ [width, height]) => width * height;
  // Beside the picture there may be smaller ones: a preview, the tiles that it is made of.
  const [width, height] = sizes.reduce((largest, size) => (area(size) > area(largest) ? size : largest));
  const content = [part(view, 0)];
  return { type: "image/avif", width, height, orientation: 1, grey: false, scans: 1, content };
}

/**
 * Goes through the boxes from `at` to `end`, and adds the sizes that stand there.
 * @param {DataView<ArrayBuffer>} view
 * @param {number} at
 * @param {number} end
 * @param {[number, number][]} sizes
 */
function boxes(view, at, end, sizes) {
  while (at < end) {
    const name = letters(view, at + 4);
    let [length, lead] = [view.getUint32(at), 8];
    if (length === 0) length = end - at; // up to the end
    if (length === 1) [length, lead] = [Number(view.getBigUint64(at + 8)), 16];
    demand(length >= lead && at + length <= end);
    if (name === "ispe") sizes.push([view.getUint32(at + lead + 4), view.getUint32(at + lead + 8)]);
    if (name in WAY) boxes(view, at + lead + WAY[/** @type {keyof typeof WAY} */ (name)], at + length, sizes);
    at += length;
  }
}

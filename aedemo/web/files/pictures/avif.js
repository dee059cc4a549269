// AVIF: boxes within boxes (ISO/IEC 14496-12), among which are the sizes of its pictures and how they are
// turned (23008-12).

import { demand, letters, part } from "./header.js";

// The way to the properties, and how many bytes each box has before those in it.
/** @type {Record<string, number>} */
const WAY = { meta: 4, iprp: 0, ipco: 0 };
const TURNS = [1, 8, 3, 6]; // by quarters of a turn to the left: the orientation as EXIF counts

/** @typedef {{ name: string, start: number, end: number }} Box what is in it */

/** @type {import("./header.js").Reader} */
export function readAvif(view) {
  const found = [...boxes(view, 0, view.byteLength)];
  const sizes = found
    .filter(({ name }) => name === "ispe")
    .map(({ start }) => ({ width: view.getUint32(start + 4), height: view.getUint32(start + 8) }));
  // Beside the picture there may be smaller ones: a preview, the tiles that it is made of.
  const [size] = sizes.sort((a, b) => b.width * b.height - a.width * a.height);
  demand(size?.width > 0 && size.height > 0);
  const header = { type: "image/avif", ...size, scans: 1 };
  const turns = found.filter(({ name }) => name === "irot" || name === "imir");
  if (turns.length !== 1 || turns[0].name === "imir")
    return { ...header, orientation: 1, content: [part(view, 0)] };
  // Not every browser turns it.
  const [{ start }] = turns;
  const content = [part(view, 0, start), new Uint8Array(1), part(view, start + 1)];
  return { ...header, orientation: TURNS[view.getUint8(start) & 3], content };
}

/**
 * The boxes from `at` to `end`, and those on the way.
 * @param {DataView<ArrayBuffer>} view
 * @param {number} at
 * @param {number} end
 * @returns {Generator<Box>}
 */
function* boxes(view, at, end) {
  while (at < end) {
    const name = letters(view, at + 4);
    let [length, lead] = [view.getUint32(at), 8];
    if (length === 0) length = end - at; // up to the end
    if (length === 1) [length, lead] = [Number(view.getBigUint64(at + 8)), 16];
    demand(length >= lead && at + length <= end);
    yield { name, start: at + lead, end: at + length };
    if (name in WAY) yield* boxes(view, at + lead + WAY[name], at + length);
    at += length;
  }
}

// BMP: a header in one of two forms, and behind it the rows of pixels.

import { demand, part } from "./header.js";

const OLD = 12; // bytes of the older form
const PACKED = new Set([1, 2, 4, 5]); // how pixels are stored so that the header has to say how many bytes

/** @type {import("./header.js").Reader} */
export function readBmp(view) {
  const start = view.getUint32(10, true);
  const old = view.getUint32(14, true) === OLD;
  const width = old ? view.getUint16(18, true) : view.getInt32(18, true);
  const height = old ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true)); // from the top if < 0
  const bits = view.getUint16(old ? 24 : 28, true);
  const packed = !old && PACKED.has(view.getUint32(30, true));
  const size = packed ? view.getUint32(34, true) : 4 * Math.ceil((width * bits) / 32) * height;
  demand(width > 0 && height > 0 && size > 0 && start + size <= view.byteLength);
  const content = [part(view, 0)];
  return { type: "image/bmp", width, height, orientation: 1, scans: 1, content };
}

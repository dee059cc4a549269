// Digits: the shipped test sample, and centring as MNIST was centred.

import { fetchJson, fetchUnzipped, remembering } from "../files/fetch.js";
import { dataFile } from "../files/places.js";

/** @typedef {Float32Array} Pixels 784 levels from 0 (black) to 1 (white), row by row */
/** @typedef {{ left: number, right: number, top: number, bottom: number }} Box without right and bottom */

export const SIDE = 28;
export const PIXELS = SIDE * SIDE;

/**
 * @param {Uint8Array} bytes
 * @returns {Pixels}
 */
const toPixels = (bytes) => new Float32Array(bytes).map((byte) => byte / 255);

/**
 * A few test digits at once.
 * @type {() => Promise<{ index: number, label: number, pixels: Pixels }[]>}
 */
export const gallery = remembering(() => fetchJson(dataFile("gallery.json"), readGallery));

/**
 * The digits of the gallery's file.
 * @param {{ index: number, label: number, pixels: string }[]} digits
 * @throws {Error} if it is damaged
 */
export const readGallery = (digits) =>
  digits.map(({ index, label, pixels }) => {
    const bytes = Uint8Array.from(atob(pixels), (c) => c.charCodeAt(0));
    const right = Number.isInteger(index) && Number.isInteger(label) && bytes.length === PIXELS;
    if (!right) throw new Error("The gallery has a digit that is none.");
    return { index, label, pixels: toPixels(bytes) };
  });

/**
 * @typedef {object} TestDigits
 * @property {number} count
 * @property {(index: number) => Pixels} digit
 * @property {(index: number) => number} label
 * @property {() => Uint8Array} bytes - of all digits, 784 each
 */

/**
 * All 10,000 test digits (1.6 MB).
 * @type {() => Promise<TestDigits>}
 */
export const testDigits = remembering(async () => {
  const [images, labels] = await Promise.all(
    ["images-idx3", "labels-idx1"].map((name) => fetchUnzipped(dataFile(`t10k-${name}-ubyte.gz`), idx)),
  );
  return {
    count: new DataView(images).getUint32(4),
    digit: (index) => toPixels(new Uint8Array(images, 16 + index * PIXELS, PIXELS)),
    label: (index) => new Uint8Array(labels, 8)[index],
    bytes: () => new Uint8Array(images, 16),
  };
});

/**
 * The content of a file of the format IDX: zero, zero, its type, the number of its axes, their
 * lengths, bytes.
 * @param {ArrayBuffer} content
 * @throws {Error} if it is none of bytes, or cut
 */
function idx(content) {
  const view = new DataView(content);
  const axes = view.getUint32(0) - 0x0800;
  const lengths = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const size = 4 + 4 * axes + lengths.reduce((product, length) => product * length, 1);
  if (axes < 1 || axes > 3 || size !== content.byteLength)
    throw new Error("This is no IDX file, or it is cut.");
  return content;
}

/**
 * Whether there is no ink.
 * @param {Pixels} pixels
 */
export const isBlank = (pixels) => pixels.every((value) => value < 0.05);

/**
 * As MNIST was made: the ink is scaled into a box of 20×20, and shifted by whole pixels until its
 * centre of mass lies between 13.5 and 14.5, as that of every MNIST digit does. A digit that
 * already is that size is not resampled.
 * @param {Pixels} pixels
 * @returns {Pixels}
 */
export function centre(pixels) {
  if (isBlank(pixels)) return pixels;
  const box = inkBox(pixels);
  const scale = 20 / Math.max(box.right - box.left, box.bottom - box.top);
  const scaled = scale === 1 ? pixels : resample(pixels, box, scale);
  let mass = 0;
  let x = 0;
  let y = 0;
  scaled.forEach((value, at) => {
    mass += value;
    x += value * (at % SIDE);
    y += value * Math.floor(at / SIDE);
  });
  const right = Math.ceil(SIDE / 2 - 0.5 - x / mass);
  const down = Math.ceil(SIDE / 2 - 0.5 - y / mass);
  return new Float32Array(PIXELS).map((_, at) => {
    const column = (at % SIDE) - right;
    const row = Math.floor(at / SIDE) - down;
    const inside = column >= 0 && column < SIDE && row >= 0 && row < SIDE;
    return inside ? scaled[row * SIDE + column] : 0;
  });
}

/** @param {Pixels} pixels */
function inkBox(pixels) {
  /** @type {Box} */
  const box = { left: SIDE, right: 0, top: SIDE, bottom: 0 };
  pixels.forEach((value, at) => {
    if (value < 0.05) return;
    const column = at % SIDE;
    const row = Math.floor(at / SIDE);
    box.left = Math.min(box.left, column);
    box.right = Math.max(box.right, column + 1);
    box.top = Math.min(box.top, row);
    box.bottom = Math.max(box.bottom, row + 1);
  });
  return box;
}

/**
 * The box enlarged or shrunk about the middle of the picture; each pixel is the mean of 4×4
 * bilinear samples, which keeps thin strokes when shrinking.
 * @param {Pixels} pixels
 * @param {Box} box
 * @param {number} scale
 */
function resample(pixels, box, scale) {
  const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  const result = new Float32Array(PIXELS);
  for (let at = 0; at < PIXELS; at++) {
    let sum = 0;
    for (let sample = 0; sample < 16; sample++) {
      const x = (at % SIDE) + ((sample % 4) + 0.5) / 4;
      const y = Math.floor(at / SIDE) + (Math.floor(sample / 4) + 0.5) / 4;
      sum += bilinear(pixels, (x - SIDE / 2) / scale + middle.x, (y - SIDE / 2) / scale + middle.y);
    }
    result[at] = sum / 16;
  }
  return result;
}

/**
 * The level at a point, in pixels from the upper left corner.
 * @param {Pixels} pixels
 * @param {number} x
 * @param {number} y
 */
function bilinear(pixels, x, y) {
  const left = Math.floor(x - 0.5);
  const top = Math.floor(y - 0.5);
  const dx = x - 0.5 - left;
  const dy = y - 0.5 - top;
  /** @type {(column: number, row: number) => number} */
  const at = (column, row) =>
    column >= 0 && column < SIDE && row >= 0 && row < SIDE ? pixels[row * SIDE + column] : 0;
  return (
    (1 - dy) * ((1 - dx) * at(left, top) + dx * at(left + 1, top)) +
    dy * ((1 - dx) * at(left, top + 1) + dx * at(left + 1, top + 1))
  );
}

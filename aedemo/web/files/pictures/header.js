// What a reader tells of a picture before it is decoded. A reader goes through the whole file and throws a
// RangeError where it ends too early or is damaged, as a DataView does that is read beyond its end.

/**
 * @typedef {object} Header
 * @property {string} type - as MIME has it
 * @property {number} width - in pixels, as they are stored
 * @property {number} height
 * @property {number} orientation - by which the stored pixels are turned, as EXIF counts; 1 for not at all
 * @property {number} scans - how often all pixels may be gone through
 * @property {[left: number, top: number]} [place] - of what is decoded, on a picture that may be larger
 * @property {Uint8Array<ArrayBuffer>[]} content - the file as a decoder gets it, one part after the other:
 * without what browsers differ in, its orientation and whatever follows the first picture
 *
 * @typedef {(view: DataView<ArrayBuffer>) => Header} Reader
 */

/**
 * Sees to it that a file is what it says.
 * @param {boolean} right
 */
export function demand(right) {
  if (!right) throw new RangeError("The picture is cut or damaged.");
}

/**
 * A part of a file, which is not copied.
 * @param {DataView<ArrayBuffer>} view
 * @param {number} start
 * @param {number} [end]
 */
export function part(view, start, end = view.byteLength) {
  demand(start <= end && end <= view.byteLength);
  return new Uint8Array(view.buffer, start, end - start);
}

/**
 * Four or more letters in a file.
 * @param {DataView<ArrayBuffer>} view
 * @param {number} at
 * @param {number} [count]
 */
export const letters = (view, at, count = 4) => String.fromCharCode(...part(view, at, at + count));

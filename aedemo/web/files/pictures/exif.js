// The orientation in EXIF metadata, which are laid out as a small TIFF.

const ORIENTATION = 0x0112;
const SHORT = 3;
const [HEAD, ENTRY, VALUE] = [8, 12, 8]; // bytes: of the beginning, of an entry, before the value in it

/** @typedef {{ value: number, at: number, little: boolean }} Orientation 1 to 8, and where in the file it is */

/**
 * The orientation that EXIF metadata tell, if they tell one.
 * @param {DataView} view - of a file
 * @param {number} start - of the metadata, where they tell their byte order
 * @param {number} end
 * @returns {Orientation | undefined}
 */
export function orientation(view, start, end) {
  const order = end - start >= HEAD ? view.getUint16(start) : 0;
  if (order !== 0x4949 && order !== 0x4d4d) return undefined; // II, MM
  const little = order === 0x4949;
  const directory = start + view.getUint32(start + 4, little);
  if (directory + 2 > end) return undefined;
  const entries = view.getUint16(directory, little);
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + entry * ENTRY;
    if (at + ENTRY > end) return undefined;
    if (view.getUint16(at, little) !== ORIENTATION || view.getUint16(at + 2, little) !== SHORT) continue;
    const value = view.getUint16(at + VALUE, little);
    return value >= 1 && value <= 8 ? { value, at: at + VALUE, little } : undefined;
  }
  return undefined;
}

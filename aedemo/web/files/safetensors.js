// The safetensors format: eight bytes of header length, a JSON header, raw numbers.
// https://github.com/huggingface/safetensors#format

/**
 * Numbers row by row, the last axis fastest.
 * @typedef {{ shape: number[], data: Float32Array }} Tensor
 */

// Every half-precision number (IEEE 754 binary16) by its bits.
const HALVES = new Float32Array(65536);
for (let bits = 0; bits < 65536; bits++) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) HALVES[bits] = sign * fraction * 2 ** -24;
  else if (exponent === 31) HALVES[bits] = fraction ? NaN : sign * Infinity;
  else HALVES[bits] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/**
 * How long a number is, and how numbers are read. Counters (I64) are not: no layer needs them.
 * @type {Record<string, { bytes: number, read?: (buffer: ArrayBuffer) => Float32Array }>}
 */
const TYPES = {
  F16: { bytes: 2, read: halves },
  F32: { bytes: 4, read: (buffer) => new Float32Array(buffer) },
  U8: { bytes: 1, read: (buffer) => new Float32Array(new Uint8Array(buffer)) },
  I64: { bytes: 8 },
};

const LEAD = 8; // bytes before the header, which say how long it is
const BLANK = 32; // a space, by which a header is made longer

/** @param {ArrayBuffer} buffer */
function halves(buffer) {
  const bits = new Uint16Array(buffer);
  const values = new Float32Array(bits.length);
  for (let at = 0; at < bits.length; at++) values[at] = HALVES[bits[at]];
  return values;
}

/** @param {Float32Array} values */
function areFinite(values) {
  for (let at = 0; at < values.length; at++) if (values[at] - values[at] !== 0) return false;
  return true;
}

/**
 * @param {boolean} right
 * @param {string} wrong - what is, if it is not
 */
const check = (right, wrong) => {
  if (!right) throw new Error(wrong);
};

/** @type {(value: any) => boolean} */
const isSize = (value) => Number.isSafeInteger(value) && value >= 0;

/**
 * How long the header of a file is.
 * @param {ArrayBuffer} buffer - of the file, or its first eight bytes
 * @param {number} length - of the file
 * @throws {Error} if the file is shorter than that
 */
export function headerLength(buffer, length) {
  check(buffer.byteLength >= LEAD, "The weights file is incomplete.");
  const header = Number(new DataView(buffer).getBigUint64(0, true));
  check(LEAD + header <= length, "The weights file is incomplete.");
  return header;
}

/** @typedef {{ dtype: string, shape: number[], offsets: number[] }} Entry */

/**
 * What the header of a file says: its tensors as they follow each other, and what it says besides.
 * @param {ArrayBuffer} buffer - of the file, or its beginning up to the numbers
 * @param {number} [length] - of the file
 * @returns {{ start: number, entries: [string, Entry][], metadata: Record<string, string> }}
 * @throws {Error} if it does not describe the bytes after it
 */
export function readHeader(buffer, length = buffer.byteLength) {
  const start = LEAD + headerLength(buffer, length);
  const text = new TextDecoder().decode(new Uint8Array(buffer, LEAD, start - LEAD));
  const { __metadata__: metadata = {}, ...tensors } = JSON.parse(text);
  const entries = inOrder(tensors, length - start);
  for (const [name, { dtype, shape, offsets }] of entries) {
    const { bytes } = TYPES[dtype] ?? {};
    check(bytes !== undefined, `The page cannot read ${name}, which is ${dtype}.`);
    const size = shape.reduce((product, length) => product * length, bytes);
    check(size === offsets[1] - offsets[0], `${name} is not as long as its shape says.`);
  }
  return { start, entries, metadata };
}

/**
 * The tensors of a file by their names; counters are left out.
 * @param {ArrayBuffer} buffer
 * @returns {Record<string, Tensor>}
 * @throws {Error} if the file is cut or not safetensors, or holds what weights cannot be
 */
export function parseSafetensors(buffer) {
  /** @type {Record<string, Tensor>} */
  const tensors = {};
  const { start, entries } = readHeader(buffer);
  for (const [name, { dtype, shape, offsets }] of entries) {
    const { read } = TYPES[dtype];
    if (!read) continue;
    const data = read(buffer.slice(start + offsets[0], start + offsets[1]));
    check(areFinite(data), `${name} holds what is no number.`);
    tensors[name] = { shape, data };
  }
  return tensors;
}

/**
 * A file, in parts one after the other. The numbers begin at a multiple of eight bytes.
 * @param {Record<string, Tensor>} tensors
 * @param {Record<string, string>} metadata - what it says besides
 * @returns {(Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>)[]}
 */
export function safetensors(tensors, metadata) {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, { shape, data }]) => {
    const from = end;
    end += data.byteLength;
    return [name, { dtype: "F32", shape, data_offsets: [from, end] }];
  });
  const text = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) });
  const header = new TextEncoder().encode(text);
  const lead = new Uint8Array(LEAD + LEAD * Math.ceil(header.length / LEAD)).fill(BLANK);
  new DataView(lead.buffer).setBigUint64(0, BigInt(lead.length - LEAD), true);
  lead.set(header, LEAD);
  return [lead, ...Object.values(tensors).map(({ data }) => /** @type {any} */ (data))];
}

/**
 * Sees to it that tensors are there, and of these shapes.
 * @param {Record<string, Tensor>} tensors
 * @param {Record<string, number[]>} shapes - by their names
 * @throws {Error} if one is not
 */
export function demandShapes(tensors, shapes) {
  for (const [name, shape] of Object.entries(shapes))
    check(String(tensors[name]?.shape) === String(shape), `${name} has not the shape ${shape}.`);
}

/**
 * The entries of the header as they follow each other: from the first byte to the last, without a
 * gap, and none over another.
 * @param {Record<string, any>} entries
 * @param {number} length - bytes after the header
 * @returns {[string, Entry][]}
 */
function inOrder(entries, length) {
  let end = 0;
  const order = Object.entries(entries).map(([name, entry]) => {
    const { dtype, shape, data_offsets: offsets } = entry ?? {};
    const right = [shape, offsets].every((list) => Array.isArray(list) && list.every(isSize));
    check(right && offsets.length === 2 && offsets[0] <= offsets[1], `${name} is not described.`);
    return /** @type {[string, any]} */ ([name, { dtype, shape, offsets }]);
  });
  order.sort(([, a], [, b]) => a.offsets[0] - b.offsets[0] || a.offsets[1] - b.offsets[1]);
  for (const [name, { offsets }] of order) {
    check(offsets[0] === end, `${name} does not begin where the last one ends.`);
    [, end] = offsets;
  }
  check(end <= length, "The weights file is incomplete.");
  check(end === length, "The weights file goes on after its last number.");
  return order;
}

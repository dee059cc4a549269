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

/** @type {Record<string, (bytes: ArrayBuffer) => Float32Array>} */
const READERS = {
  F16: (bytes) => Float32Array.from(new Uint16Array(bytes), (bits) => HALVES[bits]),
  F32: (bytes) => new Float32Array(bytes),
  U8: (bytes) => Float32Array.from(new Uint8Array(bytes)),
};

/**
 * The tensors of a file by their names; counters of other types are left out.
 * @param {ArrayBuffer} buffer
 * @returns {Record<string, Tensor>}
 * @throws {Error} if the file is cut or not safetensors
 */
export function parseSafetensors(buffer) {
  const length = Number(new DataView(buffer).getBigUint64(0, true));
  const start = 8 + length;
  if (start > buffer.byteLength) throw new Error("The weights file is incomplete.");
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
  /** @type {Record<string, Tensor>} */
  const tensors = {};
  for (const [name, entry] of Object.entries(header)) {
    const read = READERS[entry.dtype];
    if (!read) continue;
    const [from, to] = entry.data_offsets;
    if (start + to > buffer.byteLength) throw new Error("The weights file is incomplete.");
    tensors[name] = { shape: entry.shape, data: read(buffer.slice(start + from, start + to)) };
  }
  return tensors;
}

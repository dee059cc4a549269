// The kernels of kernels.wasm on a memory of its own, under the names and arguments of script.js: an array
// goes in as its address.

const ALIGNED = 16; // bytes

/** @param {number} bytes */
const roundUp = (bytes) => Math.ceil(bytes / ALIGNED) * ALIGNED;

/**
 * @param {WebAssembly.Module} module - of kernels.wasm
 * @param {number} bytes - that arrays will take, each rounded up to 16
 * @throws {RangeError} if the browser does not give so much
 */
export function wasm(module, bytes) {
  const pages = Math.ceil((bytes + 1_000_000) / 65536);
  const memory = new WebAssembly.Memory({ initial: pages });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const { used, ...functions } = /** @type {Record<string, any>} */ (exports);
  let top = roundUp(used());
  /** @param {number} size */
  const take = (size) => {
    const at = top;
    top += roundUp(size);
    if (top > memory.buffer.byteLength) throw new RangeError("The kernels have no memory left.");
    return at;
  };
  /** @type {Record<string, any>} */
  const kernels = {
    kind: "wasm",
    floats: (/** @type {number} */ n) => new Float32Array(memory.buffer, take(4 * n), n),
    bytes(/** @type {any} */ array) {
      const copy = new array.constructor(memory.buffer, take(array.byteLength), array.length);
      copy.set(array);
      return copy;
    },
  };
  for (const [name, run] of Object.entries(functions))
    kernels[name] = (/** @type {any[]} */ ...words) =>
      run(...words.map((word) => (typeof word === "number" ? word : word.byteOffset)));
  return kernels;
}

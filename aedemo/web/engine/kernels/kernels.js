// The kernels as this browser can have them: WebAssembly, or the same functions in JavaScript where that is
// refused (by an old browser, or by a Content-Security-Policy without 'wasm-unsafe-eval').

import { script } from "./script.js";
import { wasm } from "./wasm.js";

/** @typedef {any} Kernels the functions of script.js, and what kind they are: "wasm" or "script" */

const FILE = new URL("kernels.wasm", import.meta.url);

/**
 * Kernels from the bytes of kernels.wasm.
 * @param {BufferSource} bytes
 * @returns {Promise<(bytes: number) => Kernels>} kernels with so much memory for their arrays
 */
export async function compiled(bytes) {
  try {
    const module = await WebAssembly.compile(bytes);
    return (memory) => wasm(module, memory);
  } catch {
    return () => script();
  }
}

/**
 * Fetches them.
 * @throws {Error} if the file cannot be had
 */
export async function load() {
  const response = await fetch(FILE);
  if (!response.ok) throw new Error(`${FILE.pathname} is missing on the server (HTTP ${response.status}).`);
  return compiled(await response.arrayBuffer());
}

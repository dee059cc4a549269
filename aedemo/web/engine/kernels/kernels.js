// Kernels as this browser can have them: WebAssembly, or the same functions in JavaScript where that is refused
// (by an old browser, or by a Content-Security-Policy without 'wasm-unsafe-eval').

import { script } from "./script.js";
import { wasm } from "./wasm.js";

/** @typedef {any} Kernels the functions of the twin, and what kind they are: "wasm" or "script" */

const FILE = new URL("kernels.wasm", import.meta.url);

/**
 * Kernels from the bytes of their file.
 * @param {BufferSource} bytes
 * @param {() => Kernels} [twin] - the same in JavaScript
 * @returns {Promise<(bytes: number) => Kernels>} kernels with so much memory for their arrays
 */
export async function compiled(bytes, twin = script) {
  try {
    const module = await WebAssembly.compile(bytes);
    return (memory) => wasm(module, memory);
  } catch {
    return () => twin();
  }
}

/**
 * Fetches them: those of a training, or of another file.
 * @param {URL} [file]
 * @param {() => Kernels} [twin]
 * @throws {Error} if the file cannot be had
 */
export async function load(file = FILE, twin = script) {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file.pathname} is missing on the server (HTTP ${response.status}).`);
  return compiled(await response.arrayBuffer(), twin);
}

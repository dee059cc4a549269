// Files from the server, fetched once a visit.

/**
 * The response for an address.
 * @param {string | URL} address
 * @returns {Promise<Response>}
 * @throws {Error} if the server has no such file
 */
export async function fetchOk(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

/**
 * The content of a .gz file. Some servers unpack such files on the way; then there is nothing left
 * to do.
 * @param {string | URL} address
 * @returns {Promise<ArrayBuffer>}
 * @throws {Error} if the server has no such file
 */
export async function fetchUnzipped(address) {
  const blob = await (await fetchOk(address)).blob();
  const [first] = new Uint8Array(await blob.slice(0, 1).arrayBuffer());
  if (first !== 0x1f) return blob.arrayBuffer();
  return new Response(blob.stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/**
 * A function that calls `load` once for each argument and keeps the promise. A failure is not
 * kept, so that asking again tries again.
 * @template Value
 * @param {(argument: any) => Promise<Value>} load
 * @returns {(argument?: any) => Promise<Value>}
 */
export function remembering(load) {
  const kept = new Map();
  return (argument) => {
    if (!kept.has(argument)) {
      const promise = load(argument);
      promise.catch(() => kept.delete(argument));
      kept.set(argument, promise);
    }
    return kept.get(argument);
  };
}

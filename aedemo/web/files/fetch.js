// Files from the server, fetched once a visit. What fails is a Failure that names the file and why.

import { Failure, needs } from "./failures.js";
import { nameOf } from "./places.js";
import { content } from "./transfers.js";

/**
 * The content of a file, as `read` makes it of the response.
 * @template Content
 * @param {string | URL} address
 * @param {(response: Response) => Promise<Content>} read
 * @returns {Promise<Content>}
 * @throws {Failure} if the server has no such file, or it cannot be reached
 */
async function fetched(address, read) {
  const file = nameOf(address);
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Failure("missing", { file, status: response.status });
    // Some hosts answer with a page of theirs where they have no such file; none of ours is one.
    if (response.headers.get("Content-Type")?.startsWith("text/html")) throw new Failure("damaged", { file });
    return await read(response);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(error instanceof RangeError ? "memory" : "unreachable", { file }, error);
  }
}

/**
 * What `understand` makes of a file that has come.
 * @template Content, Meaning
 * @param {string | URL} address
 * @param {Content} content
 * @param {(content: Content) => Meaning | Promise<Meaning>} understand
 * @returns {Promise<Meaning>}
 * @throws {Failure} if the file is damaged, or too large for the memory there is
 */
async function understood(address, content, understand) {
  const file = nameOf(address);
  try {
    return await understand(content);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const full = error instanceof RangeError && /alloc|memory/i.test(error.message);
    throw new Failure(full ? "memory" : "damaged", { file }, error);
  }
}

/** @param {string | URL} address */
export const fetchText = (address) => fetched(address, (response) => response.text());

/**
 * @template Meaning
 * @param {string | URL} address
 * @param {(json: any) => Meaning} [understand]
 * @returns {Promise<Meaning>}
 */
export const fetchJson = async (address, understand = (json) => json) =>
  understood(address, await fetchText(address), (text) => understand(JSON.parse(text)));

/**
 * @template Meaning
 * @param {string | URL} address
 * @param {(content: ArrayBuffer) => Meaning | Promise<Meaning>} understand
 * @returns {Promise<Meaning>}
 */
export const fetchBytes = async (address, understand) =>
  understood(address, await fetched(address, content), understand);

/**
 * The content of a .gz file. Some servers unpack such files on the way; then there is nothing left
 * to do.
 * @template Meaning
 * @param {string | URL} address
 * @param {(content: ArrayBuffer) => Meaning} understand
 * @returns {Promise<Meaning>}
 */
export const fetchUnzipped = (address, understand) =>
  fetchBytes(address, async (packed) => understand(await unzipped(packed)));

/** @param {ArrayBuffer} packed */
async function unzipped(packed) {
  const [first, second] = new Uint8Array(packed);
  if (first !== 0x1f || second !== 0x8b) return packed;
  needs("DecompressionStream");
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/**
 * How large files are together, without fetching them; 0 if the server tells it of none.
 * @param {(string | URL)[]} addresses
 */
export async function megabytes(addresses) {
  const sizes = addresses.map(async (address) => {
    const { ok, headers } = await fetch(address, { method: "HEAD" });
    return ok ? Number(headers.get("Content-Length")) : 0;
  });
  const known = await Promise.all(sizes.map((size) => size.catch(() => 0)));
  return known.reduce((sum, size) => sum + size, 0) / 1e6;
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

// What is on its way to the page.

const PAUSE = 1000; // milliseconds between two looks at whether anything is on its way

/** @typedef {{ came: number, size: number }} Transfer bytes; the size is 0 where it is not known */

/** @type {Set<Transfer>} */
const underway = new Set();

/**
 * The content of a response, counted as it comes.
 * @param {Response} response
 * @returns {Promise<ArrayBuffer>}
 */
export async function content(response) {
  const { body, headers } = response;
  if (!body) return response.arrayBuffer();
  // Of what is unpacked on its way the header tells the size before.
  const size = headers.has("Content-Encoding") ? 0 : Number(headers.get("Content-Length"));
  const transfer = { came: 0, size };
  const counted = new TransformStream({
    transform(chunk, stream) {
      transfer.came += chunk.byteLength;
      stream.enqueue(chunk);
    },
  });
  underway.add(transfer);
  try {
    return await new Response(body.pipeThrough(counted)).arrayBuffer();
  } finally {
    underway.delete(transfer);
  }
}

/**
 * What has come of all that is on its way, and of how much, in MB; null if that is not known of any.
 * @returns {{ came: string, size: string } | null}
 */
export function progress() {
  const known = [...underway].filter(({ size }) => size);
  if (!known.length) return null;
  /** @param {"came" | "size"} what */
  const sum = (what) => (known.reduce((total, transfer) => total + transfer[what], 0) / 1e6).toFixed(2);
  return { came: sum("came"), size: sum("size") };
}

/** Resolves once nothing is on its way, and nothing has just come that might ask for more. */
export async function quiet() {
  do await new Promise((resolve) => setTimeout(resolve, PAUSE));
  while (underway.size);
}

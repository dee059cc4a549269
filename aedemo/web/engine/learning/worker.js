// The worker in which networks learn. Each message asks for something of the session: {id, ask, what}; the
// answer is {id, answer} or {id, error}, and what is to be seen on the way {id, view}.

import { load } from "../kernels/kernels.js";
import { Session } from "./session.js";

/** @type {Promise<Session> | undefined} */
let session;

/** @type {Record<string, (what: any, show: (view: any) => void) => any>} */
const ASKED = {
  sample: async ({ images }) => {
    session = load().then((make) => new Session(images, make));
    await session;
  },
};

/** @type {(ask: string) => (what: any, show: (view: any) => void) => any} */
const asked = (ask) =>
  ASKED[ask] ?? (async (what, show) => /** @type {any} */ (await session)[ask](what, show));

globalThis.onmessage = async ({ data: { id, ask, what } }) => {
  try {
    const answer = await asked(ask)(what, (view) => globalThis.postMessage({ id, view }));
    globalThis.postMessage({ id, answer });
  } catch (error) {
    const { name, message } = /** @type {Error} */ (error);
    globalThis.postMessage({ id, error: { name, message } });
  }
};

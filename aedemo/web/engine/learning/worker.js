// The worker in which networks learn: it is asked for the methods of a session.

import { answering } from "../answering.js";
import { load } from "../kernels/kernels.js";
import { Session } from "./session.js";

/** @type {Promise<Session> | undefined} */
let session;

/** @param {{ images: Uint8Array }} what - the whole sample, which comes first */
async function sample({ images }) {
  session = load().then((make) => new Session(images, make));
  await session;
}

answering((ask) => {
  if (ask === "sample") return sample;
  return async (what, show) => /** @type {any} */ (await session)[ask](what, show);
});

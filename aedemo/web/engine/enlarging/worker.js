// The worker in which pictures are enlarged: it is asked for the methods of a session.

import { answering } from "../answering.js";
import { Session } from "./session.js";

/** @type {any} */
const session = new Session();

answering(
  (ask) => session[ask].bind(session),
  // Pictures are large, and the session keeps none.
  (answer = {}) => Object.values(answer).flatMap((each) => (each?.data ? [each.data.buffer] : [])),
);

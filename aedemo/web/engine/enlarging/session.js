// Pictures that are enlarged for elsewhere, one at a time: another ends the one before. It works in short
// turns, between which it listens.

import { turn } from "../turn.js";
import { shrunk } from "./bicubic.js";
import { inside } from "./inside.js";
import { enlarger } from "./networks.js";
import { cropped, nearest } from "./pixels.js";
import { scores } from "./scores.js";

/** @import { Picture } from "../../maths/luminance.js" */
/** @import { Inside } from "./inside.js" */
/** @typedef {{ psnr: number, ssim: number }} Score in dB, and up to 1 */
/**
 * @typedef {object} Enlarged
 * @property {Picture} small - what was enlarged
 * @property {Picture} bicubic
 * @property {Picture} network
 * @property {Picture} [truth] - what had been hidden
 * @property {Record<"nearest" | "bicubic" | "network", Score>} [scores] - of how well that was recovered
 */

export class Session {
  #ending = new AbortController();

  /**
   * A picture enlarged by bicubic and by the network of a factor. With `hide` it is shrunk first, by as much,
   * and then recovered.
   * @param {{ picture: Picture, factor: number, hide: boolean }} what
   * @param {(progress: { done: number, total: number }) => void} show - hears of each tile of the network
   * @returns {Promise<Enlarged>}
   * @throws {Error} if a file of the network cannot be had, or is damaged
   * @throws {DOMException} AbortError, if it was cancelled
   */
  async enlarge({ picture, factor, hide }, show) {
    this.cancel();
    const { signal } = (this.#ending = new AbortController());
    const network = await enlarger(factor);
    const truth = hide ? cropped(picture, factor) : undefined;
    const small = truth ? shrunk(truth, factor) : picture;
    const tell = (/** @type {number} */ done, /** @type {number} */ total) => show({ done, total });
    const pictures = {
      bicubic: await network.bicubic(small, { signal }),
      network: await network.enlarge(small, { signal, tell }),
    };
    if (!truth) return { small, ...pictures };
    const between = async () => {
      await turn();
      signal.throwIfAborted();
    };
    /** @type {Record<string, Score>} */
    const found = {};
    for (const [way, each] of Object.entries({ nearest: nearest(small, factor), ...pictures }))
      found[way] = await scores(each, truth, factor, between);
    return { small, truth, ...pictures, scores: found };
  }

  /**
   * A picture enlarged by the network of a factor, whatever else is under way.
   * @param {{ picture: Picture, factor: number }} what
   * @returns {Promise<{ network: Picture }>}
   * @throws {Error} if a file of the network cannot be had, or is damaged
   */
  async alone({ picture, factor }) {
    const network = await enlarger(factor);
    return { network: await network.enlarge(picture) };
  }

  /**
   * What is to be seen inside the network of a factor at one place, whatever else is under way.
   * @param {{ around: Picture, grey: boolean, factor: number }} what - as inside() wants it
   * @returns {Promise<Inside>}
   * @throws {Error} if a file of the network cannot be had, or is damaged
   */
  async inside({ around, grey, factor }) {
    return inside(await enlarger(factor), around, grey);
  }

  /** Ends what enlarge() does, after the tile that is under way. */
  cancel() {
    this.#ending.abort();
  }
}

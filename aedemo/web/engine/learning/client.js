// The page's side of the worker in which networks learn. It lasts as long as what it belongs to; one that
// has crashed is replaced, and what was asked of it fails.

import { Failure } from "../../files/failures.js";

const WORKER = new URL("worker.js", import.meta.url);

/**
 * Starts the worker, also where the page is another site's, whose workers may not come from here: then one
 * of its own does nothing but load ours.
 */
function start() {
  if (WORKER.origin === self.origin) return new Worker(WORKER, { type: "module" });
  const source = new Blob([`import ${JSON.stringify(WORKER.href)};`], { type: "text/javascript" });
  const address = URL.createObjectURL(source);
  const worker = new Worker(address, { type: "module" });
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  return worker;
}

/** @param {unknown} [cause] */
const refused = (cause) => new Failure("worker", { site: WORKER.origin }, cause);

/**
 * @typedef {object} Waiting
 * @property {(answer: any) => void} resolve
 * @property {(error: Error) => void} reject
 * @property {(view: any) => void} [show]
 */

/** A lasting worker that is asked for things, each answered once. */
export class Client {
  /** @type {Worker | undefined} */
  #worker;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  #count = 0;
  #images;

  /** @param {Uint8Array} images - the whole sample, which every worker is given first */
  constructor(images) {
    this.#images = images;
  }

  /**
   * Asks the session for something; `show` gets what is to be seen on the way.
   * @param {string} ask - a method of Session
   * @param {unknown} [what]
   * @param {(view: any) => void} [show]
   * @returns {Promise<any>}
   * @throws {Error} what the session throws, or that the worker has crashed
   * @throws {Failure} if it cannot be started
   */
  async ask(ask, what, show) {
    if (!this.#worker) {
      try {
        this.#worker = start();
      } catch (error) {
        throw refused(error);
      }
      this.#worker.onmessage = ({ data }) => this.#hear(data);
      this.#worker.onerror = (event) => this.#fail(event.message ? new Error(event.message) : refused());
      await this.#post("sample", { images: this.#images });
    }
    return this.#post(ask, what, show);
  }

  /** Ends the worker. What is still asked of it is never answered. */
  end() {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#waiting.clear();
  }

  /** @type {(ask: string, what?: unknown, show?: (view: any) => void) => Promise<any>} */
  #post(ask, what, show) {
    const id = ++this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, show });
      this.#worker?.postMessage({ id, ask, what });
    });
  }

  /** @param {{ id: number, answer?: any, view?: any, error?: { name: string, message: string } }} said */
  #hear({ id, answer, view, error }) {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    if (view) return void waiting.show?.(view);
    this.#waiting.delete(id);
    if (error) waiting.reject(Object.assign(new Error(error.message), { name: error.name }));
    else waiting.resolve(answer);
  }

  /** @param {Error} error */
  #fail(error) {
    const waiting = [...this.#waiting.values()];
    this.end();
    for (const { reject } of waiting) reject(error);
  }
}

// The page's side of a worker. It lasts as long as what it belongs to; one that has crashed is replaced, and
// what was asked of it fails.

import { Failure } from "../files/failures.js";

/**
 * Starts a worker, also where the page is another site's, whose workers may not come from here: then one
 * of its own does nothing but load ours.
 * @param {URL} module
 */
function start(module) {
  if (module.origin === self.origin) return new Worker(module, { type: "module" });
  const source = new Blob([`import ${JSON.stringify(module.href)};`], { type: "text/javascript" });
  const address = URL.createObjectURL(source);
  const worker = new Worker(address, { type: "module" });
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  return worker;
}

/**
 * What the worker has thrown, as it was there.
 * @param {{ name: string, message: string, kind?: import("../files/failures.js").Kind, values?: any }} error
 */
function thrown({ name, message, kind, values }) {
  if (kind) return new Failure(kind, values);
  return Object.assign(new Error(message), { name });
}

/**
 * @typedef {object} Waiting
 * @property {(answer: any) => void} resolve
 * @property {(error: Error) => void} reject
 * @property {(view: any) => void} [show]
 */

/** A lasting worker that is asked for things, each answered once: `answering.js` is its side. */
export class Client {
  /** @type {Worker | undefined} */
  #worker;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  #count = 0;
  #module;
  /** @type {[ask: string, what: unknown] | undefined} */
  #first;

  /**
   * @param {URL} module - of the worker
   * @param {[ask: string, what: unknown]} [first] - what every worker is asked before all else
   */
  constructor(module, first) {
    this.#module = module;
    this.#first = first;
  }

  /**
   * Asks for something; `show` gets what is to be seen on the way.
   * @param {string} ask
   * @param {unknown} [what]
   * @param {(view: any) => void} [show]
   * @returns {Promise<any>}
   * @throws {Error} what the worker throws, or that it has crashed
   * @throws {Failure} if it cannot be started
   */
  async ask(ask, what, show) {
    if (!this.#worker) {
      try {
        this.#worker = start(this.#module);
      } catch (error) {
        throw this.#refused(error);
      }
      this.#worker.onmessage = ({ data }) => this.#hear(data);
      this.#worker.onerror = (event) =>
        this.#fail(event.message ? new Error(event.message) : this.#refused());
      if (this.#first) await this.#post(...this.#first);
    }
    return this.#post(ask, what, show);
  }

  /** @param {unknown} [cause] */
  #refused(cause) {
    return new Failure("worker", { site: this.#module.origin }, cause);
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

  /** @param {{ id: number, answer?: any, view?: any, error?: any }} said */
  #hear({ id, answer, view, error }) {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    if (view) return void waiting.show?.(view);
    this.#waiting.delete(id);
    if (error) waiting.reject(thrown(error));
    else waiting.resolve(answer);
  }

  /** @param {Error} error */
  #fail(error) {
    const waiting = [...this.#waiting.values()];
    this.end();
    for (const { reject } of waiting) reject(error);
  }
}

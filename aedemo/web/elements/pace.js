// When work is done: in idle moments, once the hand rests, or once a frame.

/** Milliseconds without a change, after which the hand rests: what is beside the point is computed then. */
export const RESTS = 120;

/** Does work piece by piece in idle moments. A new call replaces what is left of the last. */
export class Idle {
  #round = 0;
  #next = 0;
  #pause;

  /** @param {number} [pause] - milliseconds without a call, after which work begins */
  constructor(pause = 0) {
    this.#pause = pause;
  }

  // Jobs, one after the other. They begin where the last call stopped, so that no job starves while
  // calls keep coming.
  run(jobs) {
    return this.work(this.#byTurns(jobs));
  }

  *#byTurns(jobs) {
    for (let done = 0; done < jobs.length; done++) yield jobs[this.#next++ % jobs.length]();
  }

  // A generator, which yields wherever it may be paused.
  async work(pieces) {
    const round = ++this.#round;
    if (this.#pause) await new Promise((resolve) => setTimeout(resolve, this.#pause));
    if (round !== this.#round) return;
    let timeLeft = () => 0;
    for (let done = false; !done;) {
      if (timeLeft() < 4) timeLeft = await idleMoment();
      if (round !== this.#round) return;
      ({ done } = pieces.next());
    }
  }
}

// The next idle moment, as a function that tells the milliseconds left of it.
const idleMoment = () =>
  new Promise((resolve) => {
    if (!globalThis.requestIdleCallback) return setTimeout(() => resolve(() => 0));
    requestIdleCallback((deadline) => resolve(() => deadline.timeRemaining()), { timeout: 50 });
  });

/**
 * Calls `draw` at most once a frame.
 * @param {() => void} draw
 * @returns {() => void} asks for it
 */
export function oncePerFrame(draw) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      draw();
    });
  };
}

// One training as the page knows it: what it was asked for, and all it has told.

const MOST_VIEWS = 60;

/** A run of a description. */
export class Run {
  told = []; // {step, term: value…}
  views = []; // {step, pictures, places, filters, gradients, dead}: moments one can go back to
  kind = ""; // of the kernels
  over = false;
  finite = true;
  /** @type {import("../../engine/learning/slow.js").Slow | undefined} */
  slow; // the last step that was taken slowly
  beaten = null; // {mean, pca}: what it has to beat, once that is known

  /** @param {Record<string, any>} description */
  constructor(description) {
    this.description = description;
  }

  get steps() {
    return this.told.length;
  }

  /** How many steps it will have taken at its end. */
  get length() {
    const { epochs, digits, batch } = this.description;
    return epochs * Math.floor(digits / batch);
  }

  /** The values of a term, a number or null for each step. */
  term(name) {
    return this.told.map((each) => each[name] ?? null);
  }

  /** The terms it tells besides the step and the held-out error. */
  get terms() {
    return Object.keys(this.told[0] ?? {}).filter((name) => !["step", "held_out"].includes(name));
  }

  /** The error of the held-out digits after the last epoch. */
  get heldOut() {
    return this.told.findLast(({ held_out: error }) => error !== undefined)?.held_out;
  }

  /** Keeps a moment; of many, every second one goes. */
  keep(view) {
    if (this.views.length >= MOST_VIEWS) this.views = this.views.filter((_, at) => at % 2 === 0);
    this.views.push(view);
  }
}

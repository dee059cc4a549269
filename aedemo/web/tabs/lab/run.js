// One training as the page knows it: what it was asked for, and all it has told.

import { START } from "../../state/lab/description.js";

/** A run of a description. */
export class Run {
  told = []; // {step, term: value…}
  views = []; // {step, codes, pictures, filters…}, now and then
  total = 0;
  epoch = 0; // steps in one
  over = false;
  finite = true;
  kind = "";

  /** @param {Record<string, any>} description */
  constructor(description = START) {
    this.description = description;
  }

  get steps() {
    return this.told.length;
  }

  /** The values of a term, a number or null for each step. */
  term(name) {
    return this.told.map((each) => each[name] ?? null);
  }

  /** What it has told besides the reconstruction. */
  get terms() {
    return Object.keys(this.told[0] ?? {}).filter((name) => !["step", "held_out"].includes(name));
  }
}

// What a training can be taken along as: a script, a notebook, its description.

import { told } from "./description.js";
import { notebook } from "./notebook.js";
import { script } from "./script.js";

/** @import { Description } from "../../engine/learning/plan.js" */

const LONGEST = 80; // letters of a name; some systems refuse long ones

/**
 * The name of its files, without ending: what of it differs from the start.
 * @param {Description} description
 */
export function fileStem(description) {
  const differs = Object.entries(told(description))
    .filter(([name]) => name !== "own") // whole drawings
    .map(([name, value]) => `${name}-${value}`);
  const words = ["autoencoder", ...differs].join("-").replace(/[^A-Za-z0-9.]+/g, "-");
  return words.slice(0, LONGEST).replace(/[-.]+$/, "");
}

/**
 * The texts of the files, by their endings.
 * @type {Record<string, (description: Description) => string>}
 */
export const EXPORTS = {
  py: script,
  ipynb: notebook,
  json: (description) => `${JSON.stringify(description, null, 1)}\n`,
};

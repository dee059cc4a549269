// The presets of the lab: runs that together make one point, from facts/lab.json.

import lab from "../../../facts/lab.json" with { type: "json" };
import { described } from "./description.js";

/** @import { Label } from "../../data/variants.js" */
/** @import { Description } from "../../engine/learning/plan.js" */

/** @typedef {{ runs: Description[], question: Label, answer: Label }} Preset */

/**
 * By their names.
 * @type {Record<string, Preset>}
 */
export const PRESETS = Object.fromEntries(
  Object.entries(lab.presets).map(([name, { base, runs, question, answer }]) => [
    name,
    { question, answer, runs: runs.map((run) => described({ ...base, ...run }).description) },
  ]),
);

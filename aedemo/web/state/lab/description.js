// The description of a training: the fields of facts/lab.json, checked wherever a value comes from.

import lab from "../../../facts/lab.json" with { type: "json" };
import { applies, SETTINGS } from "../settings.js";

/** @import { Description } from "../../engine/learning/plan.js" */
/** @import { Setting } from "../settings.js" */

/**
 * The fields, by their names.
 * @type {import("../settings.js").Table}
 */
export const FIELDS = Object.fromEntries(Object.keys(lab.fields).map((name) => [name, SETTINGS.lab[name]]));

/**
 * What is wrong with a value: of which field, and of which kind; `rule` names one that holds between fields
 * or for the whole, and a text that says so with `values`.
 * @typedef {{ name: string, field?: Setting, rule?: string, values?: Record<string, number> }} Wrong
 */

/** @type {Description} */
export const START = Object.fromEntries(Object.entries(FIELDS).map(([name, { start }]) => [name, start]));

/**
 * Whether a description keeps the rules between fields; the facts have the field that is to be changed if not.
 * @type {Record<string, (description: Description) => boolean>}
 */
const KEEPS = {
  own_there: ({ pictures, own }) => pictures !== "own" || own.length > 0,
  batch_within_digits: ({ batch, digits }) => batch <= digits,
  active_within_code: ({ sparsity, active, code }) => sparsity !== "top-k" || active <= code,
  kl_needs_shares: ({ sparsity, code_activation: bend }) =>
    sparsity !== "kl" || ["sigmoid", "relu"].includes(bend),
};

/**
 * A description in which every field that does not apply has its start.
 * @param {Description} description
 * @returns {Description}
 */
export function effective(description) {
  const result = { ...description };
  // What a field depends on stands before it in the facts, or depends on nothing.
  for (const [name, field] of Object.entries(FIELDS)) if (!applies(field, result)) result[name] = field.start;
  return result;
}

/**
 * Fills in what `values` leave out, and says what is wrong with them.
 * @param {Record<string, unknown>} values
 * @returns {{ description: Description, wrong: Wrong[] }}
 */
export function described(values) {
  /** @type {Wrong[]} */
  const wrong = [];
  const description = { ...START };
  for (const [name, value] of Object.entries(values)) {
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined; // not what every object has
    if (field?.valid(value)) description[name] = value;
    else wrong.push({ name, field });
  }
  const result = effective(description);
  for (const [rule, name] of Object.entries(lab.rules))
    if (!KEEPS[rule](result)) wrong.push({ name, field: FIELDS[name], rule });
  return { description: result, wrong };
}

/**
 * What of a description is not as it would be of itself: what has to be told to repeat it.
 * @param {Description} description
 */
export const told = (description) =>
  Object.fromEntries(
    Object.entries(effective(description)).filter(([name, value]) => String(value) !== String(START[name])),
  );

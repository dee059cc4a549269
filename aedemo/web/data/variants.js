// The digit autoencoders in the order they are taught, and what stands beside them; from
// facts/variants.json.

import facts from "../../facts/variants.json" with { type: "json" };

/** @typedef {Record<string, string>} Label language → text */

const digits = facts.variants.filter(({ kind }) => kind === "digits");

export const VARIANTS = digits.map(({ name }) => name);

/** What a code has to be better than. */
export const SIMPLE = facts.simple.map(({ name }) => name);
export const [RAW, YARDSTICK] = SIMPLE;
export const FAMILY = [...VARIANTS, YARDSTICK];

/** The visitor's own network, of those that can be chosen (data/yours.js). */
export const YOURS = "yours";

/** What a digit can be described by: codes of another's encoder would only say the same. */
export const FEATURES = [
  ...SIMPLE,
  ...digits.filter((each) => !("codes_of" in each)).map(({ name }) => name),
];

/** PCA of any smaller size, by leaving out the weaker components. */
export const COMPONENTS = "pca-256";

/** The kind of constraint of each variant that has one. */
export const CONSTRAINTS = Object.fromEntries(
  digits.filter(({ constraint }) => constraint).map(({ name, constraint }) => [name, constraint]),
);

/**
 * The names of all that has one, by `variant_NAME`.
 * @type {Record<string, Label>}
 */
export const LABELS = Object.fromEntries(
  [...facts.variants, ...facts.simple].map(({ name, label }) => [`variant_${name}`, label]),
);

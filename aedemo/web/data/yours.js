// The network that the visitor trained in the lab, or opened there: for the visit a variant like the others.

import { Network } from "../engine/network.js";
import { YOURS } from "./variants.js";

/** @import { Stored } from "../engine/learning/stored.js" */

/** @type {Network | null} */
let held = null;
/** @type {Set<() => void>} */
const listeners = new Set();

/** The network, or null as long as there is none. */
export const yours = () => held;

/**
 * Makes a network the visitor's own, in place of the one before.
 * @param {Stored} stored - its files
 * @throws {Error} if it cannot turn a digit into a code and back
 */
export function makeYours({ config, tensors }) {
  held = new Network({ ...config, variant: YOURS }, tensors);
  for (const listener of listeners) listener();
}

/**
 * Calls back when there is one, or another one; returns the function that ends it.
 * @param {() => void} listener
 * @returns {() => void}
 */
export function onYours(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Whether the value of a setting speaks of a network that is not there.
 * @param {any} value - a name, or several
 */
export const lacks = (value) => !held && [value].flat().includes(YOURS);

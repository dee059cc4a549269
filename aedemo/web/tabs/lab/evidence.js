// What a lesson may ask of the lab.

import { PIXELS } from "../../data/digits.js";

/** @import { Run } from "./run.js" */

/** @type {(values: number[]) => number | null} */
const mean = (values) =>
  values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : null;

/**
 * By how many powers of ten the gradient of the first layer is shorter than that of the last.
 * @param {Run} run
 */
function magnitudes({ views }) {
  const { gradients, step } = views.at(-1) ?? {};
  if (!step) return null;
  const [first, last] = [gradients.at(0).norm, gradients.at(-1).norm];
  return first > 0 ? Math.round(Math.log10(last / first)) : null;
}

/**
 * A step of plain gradient descent, taken slowly, in one weight; nulls if there is none.
 * @param {Run} run
 * @param {number} at - which weight
 */
function descended({ slow, description }, at) {
  const { optimiser, clip } = description;
  const { weights, gradients, changed, rate } =
    slow && optimiser === "sgd" && !clip ? slow : { weights: [], gradients: [], changed: [], rate: null };
  return {
    weight: weights[at] ?? null,
    derivative: gradients[at] ?? null,
    eta: rate,
    moved: changed[at] ?? null,
  };
}

/**
 * Of the run that is looked at: its settings, of the hidden layers how many; how far it is, in `steps` and
 * whole `passes` over the training digits; the errors of the held-out digits and of those it learned from in
 * the last pass, and their ratio `gap`; the KL of a picture in it, in `nats`; what it has to beat; whether a
 * step was taken slowly, and how it changed a weight; and whether the loss is no number any more.
 * @param {Run} run
 * @param {number} [followed] - the weight of which a step tells
 */
export function evidence(run, followed = 0) {
  const { description, steps, finite, told, slow } = run;
  const pass = Math.floor(description.digits / description.batch);
  const passes = Math.floor(steps / pass);
  const held = (finite && run.heldOut) || null;
  const last = told.slice(Math.max(0, passes - 1) * pass, passes * pass);
  const training = mean(last.map(({ reconstruction }) => reconstruction));
  const kl = description.variational ? mean(last.map((each) => each.kl)) : null;
  return {
    ...description,
    layers: description.hidden.length,
    steps,
    passes,
    held_out: held,
    training,
    gap: held && training && held / training,
    nats: kl && Math.round(PIXELS * kl),
    mean: run.beaten?.mean ?? null,
    pca: run.beaten?.pca ?? null,
    magnitudes: magnitudes(run),
    slow: slow !== undefined,
    ...descended(run, followed),
    diverged: !finite,
  };
}

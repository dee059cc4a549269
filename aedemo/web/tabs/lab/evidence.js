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
 * Of the run that is looked at: its settings, of the hidden layers how many; how far it is, in `steps` and
 * whole `passes` over the training digits; the errors of the held-out digits and of those it learned from in
 * the last pass, and their ratio `gap`; the KL of a picture in it, in `nats`; what it has to beat; whether a
 * step was taken slowly, and whether the loss is no number any more.
 * @param {Run} run
 */
export function evidence(run) {
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
    diverged: !finite,
  };
}

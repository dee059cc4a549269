// How weights follow their derivatives, each as PyTorch does it.

/** @import { Description } from "./plan.js" */
/** @import { Parameter } from "./store.js" */

/**
 * @typedef {object} Optimiser
 * @property {(rate: number) => void} update - moves all weights a step
 * @property {Record<string, any[]>} moments - what it remembers of each parameter, by name
 */

export const BETAS = [0.9, 0.999]; // of Adam
export const EPSILON = 1e-8;
export const ALPHA = 0.99; // of RMSprop

/**
 * Kingma & Ba 2014, and with decay of the weights themselves Loshchilov & Hutter 2017.
 * @type {(k: any, parameters: Parameter[], decay: number) => Optimiser}
 */
function adam(k, parameters, decay) {
  const [first, second] = [moments(k, parameters), moments(k, parameters)];
  const [b1, b2] = BETAS;
  let t = 0;
  return {
    moments: { first, second },
    update(rate) {
      t++;
      const step = rate / (1 - b1 ** t);
      const root = Math.sqrt(1 - b2 ** t);
      parameters.forEach(({ value, grad }, at) =>
        k.adam(
          value,
          grad,
          first[at],
          second[at],
          value.length,
          b1,
          b2,
          EPSILON,
          step,
          root,
          1 - rate * decay,
        ),
      );
    },
  };
}

/** @type {(k: any, parameters: Parameter[]) => any[]} */
const moments = (k, parameters) => parameters.map(({ value }) => k.floats(value.length));

/** @type {Record<string, (k: any, parameters: Parameter[], description: Description) => Optimiser>} */
const OPTIMISERS = {
  sgd: (k, parameters) => ({
    moments: {},
    update(rate) {
      for (const { value, grad } of parameters) k.sgd(value, grad, value.length, rate);
    },
  }),
  momentum(k, parameters, { momentum }) {
    const velocity = moments(k, parameters);
    return {
      moments: { velocity },
      update: (rate) =>
        parameters.forEach(({ value, grad }, at) =>
          k.momentum(value, grad, velocity[at], value.length, rate, momentum),
        ),
    };
  },
  rmsprop(k, parameters) {
    const second = moments(k, parameters);
    return {
      moments: { second },
      update: (rate) =>
        parameters.forEach(({ value, grad }, at) =>
          k.rmsprop(value, grad, second[at], value.length, rate, ALPHA, EPSILON),
        ),
    };
  },
  adam: (k, parameters) => adam(k, parameters, 0),
  adamw: (k, parameters, { weight_decay: decay }) => adam(k, parameters, decay),
};

/**
 * The optimiser that a description names.
 * @param {any} k - kernels
 * @param {Parameter[]} parameters
 * @param {Description} description
 */
export const optimiser = (k, parameters, description) =>
  OPTIMISERS[description.optimiser](k, parameters, description);

/**
 * All derivatives together made no longer than `most`, as torch.nn.utils.clip_grad_norm_ does.
 * @param {any} k
 * @param {Parameter[]} parameters
 * @param {number} most
 */
export function clip(k, parameters, most) {
  const factor = most / (norm(k, parameters) + 1e-6);
  if (factor < 1) for (const { grad } of parameters) k.scale(grad, factor, grad.length);
}

/**
 * How long the derivatives of some parameters are together.
 * @param {any} k
 * @param {Parameter[]} parameters
 */
export const norm = (k, parameters) =>
  Math.sqrt(parameters.reduce((sum, { grad }) => sum + k.squares(grad, grad.length), 0));

const START = 25; // one-cycle begins at rate / 25, and ends at the ten thousandth part of that
const END = 1e4;
const RISE = 0.3; // of all steps

/** @type {(from: number, to: number, share: number) => number} */
const eased = (from, to, share) => to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share));

/**
 * The rate at step `t`, counted from 0, of `total`. One-cycle: Smith & Topin 2018, as
 * torch.optim.lr_scheduler.OneCycleLR.
 * @type {Record<string, (rate: number, t: number, total: number) => number>}
 */
export const SCHEDULES = {
  constant: (rate) => rate,
  cosine: (rate, t, total) => eased(rate, 0, t / total),
  "one-cycle"(rate, t, total) {
    const top = RISE * total - 1;
    if (t <= top) return eased(rate / START, rate, t / top);
    return eased(rate, rate / START / END, (t - top) / (total - 1 - top));
  },
};

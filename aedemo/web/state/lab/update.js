// How an optimiser changes one weight, in lines that can be followed: a formula with the numbers in it, and
// what comes out.

import { ALPHA, BETAS, EPSILON } from "../../engine/learning/optimisers.js";

/** @import { Description } from "../../engine/learning/plan.js" */

/**
 * @typedef {object} Weight
 * @property {number} step - counted from 1
 * @property {number} rate - at this step
 * @property {number} weight - before it
 * @property {number} gradient
 * @property {Record<string, number>} moments - what the optimiser remembers of it
 */

/** @typedef {{ name: string, formula: string, value: number }} Line of which the last is the new weight, w */

/** A number in a formula. */
export function written(/** @type {number} */ number) {
  const size = Math.abs(number);
  const plain = number === 0 || (size >= 1e-3 && size < 1e4);
  const text = plain ? String(Number(number.toPrecision(4))) : number.toExponential(3);
  return text.replace("-", "−").replace("e-", "e−").replace("e+", "e");
}

/** As a factor or a summand: a negative one stands in brackets. */
const term = (/** @type {number} */ number) => (number < 0 ? `(${written(number)})` : written(number));

/** @type {(name: string, of: number, share: number, next: number, power: string, used: number) => Line} */
const mean = (name, of, share, next, power, used) => ({
  name,
  formula: `${share} · ${term(of)} + ${Number((1 - share).toPrecision(6))} · ${term(next)}${power}`,
  value: share * of + (1 - share) * used,
});

/** @type {(name: string, divided: Line, share: number, step: number) => Line} */
const corrected = (name, { name: of, value }, share, step) => ({
  name,
  formula: `${of} ÷ (1 − ${share}${superscript(step)})`,
  value: value / (1 - share ** step),
});

const superscript = (/** @type {number} */ number) =>
  [...String(number)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("");

/** @type {(weight: number, change: number) => Line} */
const moved = (weight, change) => ({
  name: "w",
  formula: `${term(weight)} ${change < 0 ? "−" : "+"} ${written(Math.abs(change))}`,
  value: weight + change,
});

/** @type {(weight: Weight, decay: number) => Line[]} */
function adam({ step, rate, weight, gradient, moments }, decay) {
  const [b1, b2] = BETAS;
  const m = mean("m", moments.first, b1, gradient, "", gradient);
  const v = mean("v", moments.second, b2, gradient, "²", gradient ** 2);
  const [fair, spread] = [corrected("m̂", m, b1, step), corrected("v̂", v, b2, step)];
  const change = (-rate * fair.value) / (Math.sqrt(spread.value) + EPSILON);
  const kept = {
    name: "w",
    formula: `(1 − ${written(rate)} · ${written(decay)}) · ${term(weight)}`,
    value: (1 - rate * decay) * weight,
  };
  return [
    m,
    v,
    fair,
    spread,
    { name: "Δw", formula: `−${written(rate)} · m̂ ÷ (√v̂ + ${written(EPSILON)})`, value: change },
    ...(decay ? [kept] : []),
    moved(decay ? kept.value : weight, change),
  ];
}

/** @type {Record<string, (weight: Weight, description: Description) => Line[]>} */
const OPTIMISERS = {
  sgd({ rate, weight, gradient }) {
    const change = -rate * gradient;
    return [
      { name: "Δw", formula: `−${written(rate)} · ${term(gradient)}`, value: change },
      moved(weight, change),
    ];
  },
  momentum({ rate, weight, gradient, moments }, { momentum }) {
    const velocity = momentum * moments.velocity + gradient;
    const formula = `${momentum} · ${term(moments.velocity)} + ${term(gradient)}`;
    return [
      { name: "u", formula, value: velocity },
      { name: "Δw", formula: `−${written(rate)} · u`, value: -rate * velocity },
      moved(weight, -rate * velocity),
    ];
  },
  rmsprop({ rate, weight, gradient, moments }) {
    const s = mean("s", moments.second, ALPHA, gradient, "²", gradient ** 2);
    const change = (-rate * gradient) / (Math.sqrt(s.value) + EPSILON);
    const formula = `−${written(rate)} · ${term(gradient)} ÷ (√s + ${written(EPSILON)})`;
    return [s, { name: "Δw", formula, value: change }, moved(weight, change)];
  },
  adam: (weight) => adam(weight, 0),
  adamw: (weight, { weight_decay: decay }) => adam(weight, decay),
};

/**
 * The lines of one weight's update, by the formulas of PyTorch's optimisers.
 * @param {Description} description
 * @param {Weight} weight
 * @returns {Line[]}
 */
export const updated = (description, weight) => OPTIMISERS[description.optimiser](weight, description);

// What a lesson may ask of The constraint.

import { isBlank } from "../../data/digits.js";
import { contracted } from "./contraction.js";
import { pulled } from "./field.js";
import { told } from "./posterior.js";

// By the kind of constraint: the settings, the digit, and what the view has to show of the variant.
const KINDS = {
  sparsity: (_settings, _input, { largest }) => ({ silent: largest.filter((value) => value === 0).length }),
  contraction: contracted,
  field: pulled,
  posterior: (_settings, input, net) => told(net, input),
};

/**
 * The variant, and of it: how many units never fire in a sample of digits; how far the codes of both
 * networks move, in per cent of the usual distance; how far the denoising network moves the picture; what the posterior costs.
 * @param {any} constraint
 * @param {ArrayLike<number>} input
 * @param {any} material - null until it is loaded
 */
export const evidence = (constraint, input, material) => ({
  variant: constraint.variant,
  dimension: constraint.dimension,
  drawn: constraint.pad.picked === null && !isBlank(constraint.pad.pixels),
  ...(material && KINDS[constraint.constraint]?.(constraint, input, material)),
});

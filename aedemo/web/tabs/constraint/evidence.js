// What a lesson may ask of The constraint.

import { isBlank } from "../../data/digits.js";
import { contracted } from "./contraction.js";
import { pulled } from "./field.js";
import { told as toldOfCloud } from "./posterior.js";
import { told as toldOfUnits } from "./sparsity.js";

// By the kind of constraint: the settings, the digit, and what the view has to show of the variant.
const KINDS = {
  sparsity: (_settings, input, material) => toldOfUnits(material, input),
  contraction: contracted,
  field: pulled,
  posterior: (settings, input, net) => toldOfCloud(net, input, settings),
};

/**
 * The variant, and of it: how many units never fire in a sample of digits, and what the digit costs; how far
 * the codes of both networks move, in per cent of the usual distance; how far the denoising network moves the
 * picture; the posterior, a code drawn from it, and what both cost.
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

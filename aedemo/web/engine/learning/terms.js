// What the loss has beside the error of the reconstruction. Each term is told before its weight, and adds
// its derivatives, weighted, to what it is given.

/** @import { Floats } from "./layers.js" */
/** @import { Description } from "./plan.js" */

const LEAST = 1e-6; // a mean activation is kept off 0 and 1 by this

/**
 * The KL divergence of the posteriors N(μ, σ²) from N(0, I), ½ Σ (μ² + σ² − ln σ² − 1), as a mean over the
 * batch and for each of its pixels.
 * @param {Floats} mean - (n, code)
 * @param {Floats} logVariance
 * @param {number} n
 * @param {number} pixels
 * @param {number} weight
 * @param {Floats} dMean
 * @param {Floats} dLogVariance
 */
export function gaussianKl(mean, logVariance, n, pixels, weight, dMean, dLogVariance) {
  let sum = 0;
  const scale = weight / (n * pixels);
  for (let i = 0; i < mean.length; i++) {
    const variance = Math.exp(logVariance[i]);
    sum += mean[i] ** 2 + variance - logVariance[i] - 1;
    dMean[i] += scale * mean[i];
    dLogVariance[i] += (scale / 2) * (variance - 1);
  }
  return sum / (2 * n * pixels);
}

/**
 * λ · mean over the batch of Σ |h|.
 * @type {(h: Floats, n: number, weight: number, dh: Floats) => number}
 */
function l1(h, n, weight, dh) {
  let sum = 0;
  for (let i = 0; i < h.length; i++) {
    sum += Math.abs(h[i]);
    dh[i] += (Math.sign(h[i]) * weight) / n;
  }
  return sum / n;
}

/**
 * Σ KL(ρ ‖ ρ̂) between coins, ρ̂ a unit's mean over the batch (Ng, CS294A lecture notes).
 * @type {(h: Floats, n: number, weight: number, dh: Floats, rho: number) => number}
 */
function coins(h, n, weight, dh, rho) {
  const size = h.length / n;
  let sum = 0;
  for (let unit = 0; unit < size; unit++) {
    let mean = 0;
    for (let i = unit; i < h.length; i += size) mean += h[i] / n;
    const kept = Math.min(1 - LEAST, Math.max(LEAST, mean));
    sum += rho * Math.log(rho / kept) + (1 - rho) * Math.log((1 - rho) / (1 - kept));
    if (kept !== mean) continue;
    const slope = (weight / n) * ((1 - rho) / (1 - kept) - rho / kept);
    for (let i = unit; i < h.length; i += size) dh[i] += slope;
  }
  return sum;
}

/**
 * The sparsity of the code h, (n, code), or undefined if none is asked for; adds to `dh`.
 * @param {Description} description
 * @param {Floats} h
 * @param {number} n
 * @param {Floats} dh
 */
export function sparsity({ sparsity, sparsity_weight: weight, activity }, h, n, dh) {
  if (sparsity === "l1") return l1(h, n, weight, dh);
  if (sparsity === "kl") return coins(h, n, weight, dh, activity);
  return undefined;
}

/**
 * f′ of an activation from what it gives, and its derivative by that.
 * @type {Record<string, (h: number) => [number, number]>}
 */
const SLOPES = {
  none: () => [1, 0],
  relu: (h) => [h > 0 ? 1 : 0, 0],
  leaky_relu: (h) => [h > 0 ? 1 : 0.01, 0],
  sigmoid: (h) => [h * (1 - h), 1 - 2 * h],
  tanh: (h) => [1 - h * h, -2 * h],
};

/**
 * ‖∂z/∂x‖² of z = f(W x + b) as a mean over the batch, Σ f′(a)² ‖w‖² (Rifai et al. 2011). Adds to `dh`,
 * and gives besides what it adds to the derivatives by W once those are there.
 * @param {Description} description
 * @param {Floats} h - (n, code)
 * @param {Floats} w - (code, pixels)
 * @param {number} n
 * @param {Floats} dh
 * @returns {{ value: number, add: (grad: Floats) => void }}
 */
export function contraction({ contraction: weight, code_activation: bend }, h, w, n, dh) {
  const size = h.length / n;
  const pixels = w.length / size;
  const slope = SLOPES[bend];
  const steepness = new Float64Array(size); // the mean of f′²
  const lengths = new Float64Array(size); // ‖w‖²
  for (let i = 0; i < w.length; i++) lengths[Math.floor(i / pixels)] += w[i] ** 2;
  for (let i = 0; i < h.length; i++) {
    const [first, second] = slope(h[i]);
    steepness[i % size] += first ** 2 / n;
    dh[i] += (2 * weight * first * second * lengths[i % size]) / n;
  }
  return {
    value: steepness.reduce((sum, each, unit) => sum + each * lengths[unit], 0),
    add(grad) {
      for (let i = 0; i < w.length; i++) grad[i] += 2 * weight * steepness[Math.floor(i / pixels)] * w[i];
    },
  };
}

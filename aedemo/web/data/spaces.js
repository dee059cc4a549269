// The spaces of the code map: where the digits of the sample stand, where any other digit does, and
// what a place decodes to.

import { sampleCodes } from "./codes.js";
import { feature } from "./features.js";
import { nearest, squaredDistance } from "../maths/nearest.js";
import { YARDSTICK } from "./variants.js";

export const NEIGHBOURS = 5; // by which a digit is placed on a map that has no way in

// The space called `name`, in 2 or 3 `dimensions` (vae-2d has two): {size, rows, locate, decode},
// where `rows` holds `size` numbers for each digit of the sample; locate(pixels) gives {place},
// with the `neighbours` it was found by if there is no other way in, and decode(place) pixels, if
// there is a way back. t-SNE is that of the codes of `variant`.
export async function space(name, variant, dimensions) {
  if (name === "tsne") return embedding(variant, dimensions);
  return name === "pca" ? components(dimensions) : plane();
}

async function plane() {
  const { size, rows, of, decode } = await feature("vae-2d");
  return { size, rows, locate: (pixels) => ({ place: of(pixels) }), decode };
}

// The first of PCA's components, which are the strongest. In decoding the others are 0, their mean.
async function components(size) {
  const all = await feature(YARDSTICK);
  const rows = new Float32Array(all.count * size);
  for (let at = 0; at < rows.length; at++)
    rows[at] = all.rows[Math.floor(at / size) * all.size + (at % size)];
  return {
    size,
    rows,
    locate: (pixels) => ({ place: all.of(pixels).slice(0, size) }),
    decode: (place) => all.decode([...place, ...new Array(all.size - size).fill(0)]),
  };
}

// t-SNE has placed the digits of the sample and knows no others: a digit stands at the mean of the
// places of its nearest neighbours by code, weighted by 1 / squared distance.
async function embedding(variant, size) {
  const [by, { tsne2, tsne3 }] = await Promise.all([feature(variant), sampleCodes(variant)]);
  const rows = size === 2 ? tsne2 : tsne3;
  const locate = (pixels) => {
    const code = by.of(pixels);
    const neighbours = nearest(by, code, NEIGHBOURS);
    const weights = neighbours.map((row) => 1 / (squaredDistance(by.rows, row * by.size, code) + 1e-9));
    const total = weights.reduce((sum, weight) => sum + weight);
    const mean = (axis) =>
      neighbours.reduce((sum, row, at) => sum + (weights[at] / total) * rows[row * size + axis], 0);
    return { place: Array.from({ length: size }, (_, axis) => mean(axis)), neighbours };
  };
  return { size, rows, locate };
}

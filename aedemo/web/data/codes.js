// The codes of a sample of the test digits, as `train.py codes` wrote them beside each network.

import constants from "../../facts/constants.json" with { type: "json" };
import { fetchUnzipped, remembering } from "../files/fetch.js";
import { weightsFile } from "../files/places.js";
import { demandShapes, parseSafetensors } from "../files/safetensors.js";

/** One test digit in so many is in the sample, whose digit number i is the test digit SAMPLE_EVERY · i. */
export const SAMPLE_EVERY = constants.sample_every;

/**
 * `codes` holds count × size numbers; the others count × 2 and count × 3, places at a distance of
 * at most 1 from 0.
 * @typedef {object} SampleCodes
 * @property {number} count
 * @property {number} size
 * @property {Float32Array} codes
 * @property {Float32Array} tsne2
 * @property {Float32Array} tsne3
 */

/**
 * The codes by the network called `name`.
 * @type {(name: string) => Promise<SampleCodes>}
 */
export const sampleCodes = remembering((name) =>
  fetchUnzipped(weightsFile(name, "codes.safetensors.gz"), readCodes),
);

/**
 * The codes in a file.
 * @param {ArrayBuffer} buffer
 * @returns {SampleCodes}
 * @throws {Error} if it is damaged
 */
export function readCodes(buffer) {
  const tensors = parseSafetensors(buffer);
  const { codes, low, step, tsne2, tsne3 } = tensors;
  const [count, size] = codes?.shape ?? [];
  demandShapes(tensors, {
    codes: [count, size],
    low: [size],
    step: [size],
    tsne2: [count, 2],
    tsne3: [count, 3],
  });
  /** @type {(byte: number, at: number) => number} */
  const value = (byte, at) => low.data[at % size] + step.data[at % size] * byte;
  return { count, size, codes: codes.data.map(value), tsne2: tsne2.data, tsne3: tsne3.data };
}

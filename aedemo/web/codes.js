// The codes of a sample of the test digits, as `train.py codes` wrote them beside each network.

import { fetchUnzipped, remembering } from "./fetch.js";
import { parseSafetensors } from "./safetensors.js";

const WEIGHTS = new URL("../weights/", import.meta.url);

// The sample is every fourth test digit: its digit number i is the test digit SAMPLE_EVERY · i.
export const SAMPLE_EVERY = 4;

// Of the network called `name`: {count, size, codes, tsne2, tsne3}, where `codes` holds count ×
// size numbers, and the others count × 2 and count × 3, places at a distance of at most 1 from 0.
export const sampleCodes = remembering(async (name) => {
  const { codes, low, step, tsne2, tsne3 } = parseSafetensors(
    await fetchUnzipped(new URL(`${name}/codes.safetensors.gz`, WEIGHTS)),
  );
  const [count, size] = codes.shape;
  const value = (byte, at) => low.data[at % size] + step.data[at % size] * byte;
  return { count, size, codes: codes.data.map(value), tsne2: tsne2.data, tsne3: tsne3.data };
});

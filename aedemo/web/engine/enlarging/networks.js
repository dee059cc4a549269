// The shipped networks, fetched once a visit.

import { fetchBytes, remembering } from "../../files/fetch.js";
import { weightsFile } from "../../files/places.js";
import { parseSafetensors } from "../../files/safetensors.js";
import { load } from "../kernels/kernels.js";
import { Enlarger } from "./enlarger.js";
import { script } from "./script.js";
import { weightsOf } from "./weights.js";

const FILE = new URL("enlarging.wasm", import.meta.url);

const kernels = remembering(() => load(FILE, script));

/**
 * The network of a factor, with the kernels that this browser can have.
 * @param {number} factor - 2, 3 or 4
 * @returns {Promise<Enlarger>}
 * @throws {Error} if a file cannot be had, or is damaged
 */
export const enlarger = remembering(async (factor) => {
  const address = weightsFile(`superres-x${factor}`, "model.safetensors");
  const weights = fetchBytes(address, (content) => weightsOf(parseSafetensors(content), factor));
  const [make, known] = await Promise.all([kernels(), weights]);
  return new Enlarger(known, make);
});

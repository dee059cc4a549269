// The digit networks, rebuilt from the very files that train.py wrote and kept for the visit.

import { fetchOk, remembering } from "../files/fetch.js";
import { weightsFile } from "../files/places.js";
import { chain } from "./layers.js";
import { parseSafetensors } from "../files/safetensors.js";

export class Network {
  constructor(config, tensors) {
    const tensor = (name) => {
      if (!tensors[name]) throw new Error(`The weights file has no ${name}.`);
      return tensors[name];
    };
    this.name = config.variant;
    this.code = config.code;
    this.arguments = config.arguments;
    this.figures = config.figures ?? []; // measured, as in the report
    this.layers = config.networks;
    this.tensor = tensor;
    this.parameters = Object.values(tensors).reduce((sum, { data }) => sum + data.length, 0);
    this.chains = Object.fromEntries(
      Object.entries(config.networks).map(([name, layers]) => [name, chain(layers, tensor)]),
    );
  }

  // 784 pixels in [0, 1] → code.
  encode(pixels) {
    return this.chains.encoder({ shape: [1, 28, 28], data: pixels }).data;
  }

  // 784 pixels → {mean, logVariance} of the posterior of a variational network.
  posterior(pixels) {
    const { data: logVariance } = this.chains.log_variance({ shape: [1, 28, 28], data: pixels });
    return { mean: this.encode(pixels), logVariance };
  }

  // Code → 784 pixels; those of `linear` and `pca-32` are not clipped.
  decode(code) {
    return this.chains.decoder({ shape: [code.length], data: code }).data;
  }

  reconstruct(pixels) {
    return this.decode(this.encode(pixels));
  }
}

// The network called `name`.
export const network = remembering(async (name) => {
  const [config, buffer] = await Promise.all([
    fetchOk(weightsFile(name, "config.json")).then((response) => response.json()),
    fetchOk(weightsFile(name, "model.safetensors")).then((response) => response.arrayBuffer()),
  ]);
  return new Network(config, parseSafetensors(buffer));
});

// Loads networks one after the other and hands each over as it comes. One that cannot be had does
// not keep the others back; at the end an Error names those that failed.
export async function networks(names, onLoaded) {
  const failed = [];
  for (const name of names) {
    try {
      onLoaded(await network(name));
    } catch (error) {
      failed.push(`${name} (${error.message})`);
    }
  }
  if (failed.length) throw new Error(failed.join(", "));
}

// The digit networks, rebuilt from the very files that train.py wrote and kept for the visit.

import { chain } from "./layers.js";
import { parseSafetensors } from "./safetensors.js";

const WEIGHTS = new URL("../weights/", import.meta.url);
const loading = new Map();

export class Network {
  constructor(config, tensors) {
    const tensor = (name) => {
      if (!tensors[name]) throw new Error(`The weights file has no ${name}.`);
      return tensors[name];
    };
    this.name = config.variant;
    this.code = config.code;
    this.chains = Object.fromEntries(
      Object.entries(config.networks).map(([name, layers]) => [name, chain(layers, tensor)]),
    );
  }

  // 784 pixels in [0, 1] → code.
  encode(pixels) {
    return this.chains.encoder({ shape: [1, 28, 28], data: pixels }).data;
  }

  // Code → 784 pixels; those of `linear` and `pca-32` are not clipped.
  decode(code) {
    return this.chains.decoder({ shape: [code.length], data: code }).data;
  }

  reconstruct(pixels) {
    return this.decode(this.encode(pixels));
  }
}

async function fetchOk(path) {
  const response = await fetch(new URL(path, WEIGHTS));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

async function load(name) {
  const [config, buffer] = await Promise.all([
    fetchOk(`${name}/config.json`).then((response) => response.json()),
    fetchOk(`${name}/model.safetensors`).then((response) => response.arrayBuffer()),
  ]);
  return new Network(config, parseSafetensors(buffer));
}

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

// The network called `name`, from memory if it was asked for before. A failure is not kept,
// so that asking again tries again.
export function network(name) {
  if (!loading.has(name)) {
    const promise = load(name);
    promise.catch(() => loading.delete(name));
    loading.set(name, promise);
  }
  return loading.get(name);
}

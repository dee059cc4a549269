// A network of the lab as files, and from files again. The weights' file says of itself which network it
// holds, so that it alone can be opened. What a file says is not believed: the layers are those of its
// description, and no more of it is read than these take.

import { chains, shapes } from "../../engine/learning/stored.js";
import { Network } from "../../engine/network.js";
import { plan, size } from "../../engine/learning/plan.js";
import { headerLength, parseSafetensors, readHeader, safetensors } from "../../files/safetensors.js";
import { described } from "./description.js";

/** @import { Stored } from "../../engine/learning/stored.js" */
/** @import { Entry } from "../../files/safetensors.js" */
/** @import { Wrong } from "./description.js" */

const LAB = "lab";
const MOST = 1e6; // bytes of a header or of a config.json, which have some thousands
const FLOATS = ["F16", "F32"];
const COUNTER = ".num_batches_tracked"; // PyTorch's, of batch normalisation

/** Why a file cannot be opened: a text `unopened_REASON`. */
export class Unopened extends Error {
  /**
   * @param {string} reason
   * @param {Record<string, unknown>} [values] - in its text
   * @param {Wrong[]} [wrong] - with its description
   */
  constructor(reason, values = {}, wrong = []) {
    super(reason);
    this.reason = reason;
    this.values = values;
    this.wrong = wrong;
  }
}

/**
 * Sees to it that a network that was trained here can be used.
 * @param {Stored} stored
 * @throws {Unopened} if its numbers have grown beyond all bounds, though its loss was finite still
 */
export function demandFinite({ config, tensors }) {
  const { mean = [], std = [] } = config.code ?? {};
  const all = [mean, std, ...Object.values(tensors).map(({ data }) => data)];
  if (!all.every((numbers) => numbers.every(Number.isFinite))) throw new Unopened("diverged");
}

/** @param {Stored["config"]} config */
export const configFile = (config) => `${JSON.stringify(config, null, 1)}\n`;

/**
 * The parts of model.safetensors.
 * @param {Stored} stored
 */
export const weightsFile = ({ config, tensors }) =>
  safetensors(tensors, { format: "pt", config: JSON.stringify(config) });

/**
 * The network in files.
 * @param {Blob} weights - model.safetensors
 * @param {Blob} [beside] - config.json, of weights that do not say themselves what they are
 * @returns {Promise<Stored>}
 * @throws {Unopened}
 */
export async function open(weights, beside) {
  const { entries, metadata } = await header(weights);
  if (beside && beside.size > MOST) throw new Unopened("config");
  const text = beside ? await beside.text() : metadata?.config;
  if (text === undefined) throw new Unopened("nameless");
  const { config, wanted } = understood(text);
  demand(entries, wanted);
  try {
    const tensors = parseSafetensors(await weights.arrayBuffer());
    new Network(config, tensors); // which refuses variances below 0
    return { config, tensors };
  } catch (error) {
    throw Object.assign(new Unopened("numbers"), { cause: error }); // all else has been looked at
  }
}

/** @param {Blob} weights */
async function header(weights) {
  try {
    const length = headerLength(await weights.slice(0, 8).arrayBuffer(), weights.size);
    if (length > MOST) throw new RangeError("The header is too long.");
    return readHeader(await weights.slice(0, 8 + length).arrayBuffer(), weights.size);
  } catch (error) {
    throw Object.assign(new Unopened("format"), { cause: error });
  }
}

/** @param {string} text - of a config.json */
function understood(text) {
  let said;
  try {
    said = JSON.parse(text);
  } catch {
    throw new Unopened("config");
  }
  if (said?.variant !== LAB || said.arguments?.constructor !== Object) throw new Unopened("other");
  const { description, wrong } = described(said.arguments);
  if (wrong.length) throw new Unopened("description", {}, wrong);
  const layers = plan(description);
  const { code, training } = said;
  const right = [code?.mean, code?.std].every(
    (list) => Array.isArray(list) && list.length === description.code && list.every(Number.isFinite),
  );
  if (!right) throw new Unopened("code", { size: description.code });
  /** @type {Stored["config"]} */
  const config = {
    variant: LAB,
    arguments: description,
    parameters: size(layers).parameters,
    training,
    code: { size: description.code, mean: code.mean, std: code.std },
    networks: chains(layers),
  };
  return { config, wanted: shapes(layers) };
}

/**
 * @param {[string, Entry][]} entries
 * @param {Record<string, number[]>} wanted
 */
function demand(entries, wanted) {
  const counts = (/** @type {[string, Entry]} */ [name, { dtype }]) =>
    name.endsWith(COUNTER) && dtype === "I64";
  const there = Object.fromEntries(entries.filter((entry) => !counts(entry)));
  for (const name of Object.keys(wanted))
    if (!Object.hasOwn(there, name)) throw new Unopened("lacking", { name });
  for (const [name, { dtype, shape }] of Object.entries(there)) {
    if (!Object.hasOwn(wanted, name)) throw new Unopened("unknown", { name });
    if (!FLOATS.includes(dtype) || String(shape) !== String(wanted[name])) {
      const written = (/** @type {number[]} */ lengths) => lengths.join(" × ");
      throw new Unopened("shape", {
        name,
        dtype,
        found: written(shape),
        wanted: written(wanted[name]),
        types: FLOATS.join(", "),
      });
    }
  }
}

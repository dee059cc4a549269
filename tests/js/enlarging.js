// The networks of super-resolution as Node has them: from the files that the page fetches.

import { readFile } from "node:fs/promises";
import { script } from "../../aedemo/web/engine/enlarging/script.js";
import { weightsOf } from "../../aedemo/web/engine/enlarging/weights.js";
import { compiled } from "../../aedemo/web/engine/kernels/kernels.js";
import { parseSafetensors } from "../../aedemo/web/files/safetensors.js";

const FILE = new URL("../../aedemo/web/engine/enlarging/enlarging.wasm", import.meta.url);

/** @param {string} kind - "wasm" or "script" @returns a function from a number of bytes to kernels */
export const kernels = async (kind = "wasm") =>
  kind === "script" ? () => script() : compiled(await readFile(FILE), script);

/** @param {number} factor */
export async function weights(factor) {
  const file = new URL(`../../weights/superres-x${factor}/model.safetensors`, import.meta.url);
  return weightsOf(parseSafetensors(new Uint8Array(await readFile(file)).buffer), factor);
}

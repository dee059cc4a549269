// The kernels as Node has them: from the file that the page fetches.

import { readFile } from "node:fs/promises";
import { compiled } from "../../aedemo/web/engine/kernels/kernels.js";

const FILE = new URL("../../aedemo/web/engine/kernels/kernels.wasm", import.meta.url);

/** @returns a function from a number of bytes to kernels */
export const kernels = async () => compiled(await readFile(FILE));

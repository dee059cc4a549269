// Enlarges a picture of noise for python -m tests.benchmarks.superres: for each line on standard input one is
// written, the seconds of processor time that one enlargement took.

import { createInterface } from "node:readline";
import { Enlarger } from "../../aedemo/web/engine/enlarging/enlarger.js";
import { Pcg32 } from "../../aedemo/web/maths/pcg32.js";
import { kernels, weights } from "./enlarging.js";

const [kind, ...sizes] = process.argv.slice(2);
const [width, height, factor] = sizes.map(Number);
const noise = new Pcg32(1).uniform(4 * width * height);
const picture = { width, height, data: Uint8ClampedArray.from(noise, (share) => 255 * share) };
const enlarger = new Enlarger(await weights(factor), await kernels(kind));

createInterface({ input: process.stdin }).on("line", async () => {
  const before = process.cpuUsage();
  await enlarger.enlarge(picture);
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / 1e6);
});

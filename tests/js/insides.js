// What the page shows of the inside of a network, for tests in Python: reads [{kind, factor, width, height, pixels,
// x, y}] from the standard input, writes for each what inside() gives, as lists. `kind`: of kernels; `pixels`: RGBA,
// as base64; `x`, `y`: a pixel of the picture.

import { readFileSync } from "node:fs";
import { Enlarger } from "../../aedemo/web/engine/enlarging/enlarger.js";
import { inside, REACH } from "../../aedemo/web/engine/enlarging/inside.js";
import { surroundings } from "../../aedemo/web/engine/enlarging/pixels.js";
import { isGrey } from "../../aedemo/web/maths/luminance.js";
import { kernels, weights } from "./enlarging.js";

const networks = {};

async function network(kind, factor) {
  return (networks[`${kind} ${factor}`] ??= new Enlarger(await weights(factor), await kernels(kind), 16));
}

async function seen({ kind, factor, width, height, pixels, x, y }) {
  const picture = {
    width,
    height,
    data: new Uint8ClampedArray(new Uint8Array(Buffer.from(pixels, "base64")).buffer),
  };
  return inside(await network(kind, factor), surroundings(picture, { x, y }, REACH), isGrey(picture));
}

const all = [];
for (const each of JSON.parse(readFileSync(0, "utf8"))) all.push(await seen(each));
const lists = (_, value) => (ArrayBuffer.isView(value) ? [...value] : value);
process.stdout.write(JSON.stringify(all, lists));

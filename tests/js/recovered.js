// What the page makes of pictures, for tests in Python: reads [{kind, factor, side, width, height, pixels, hide}]
// from the standard input, writes for each its enlargements to the standard output. `kind`: of kernels; `side`: of
// tiles; `pixels`: RGBA, as base64, as are all pictures that are written. With `hide` a picture is shrunk first,
// and there are scores.

import { readFileSync } from "node:fs";
import { shrunk } from "../../aedemo/web/engine/enlarging/bicubic.js";
import { Enlarger } from "../../aedemo/web/engine/enlarging/enlarger.js";
import { cropped, nearest } from "../../aedemo/web/engine/enlarging/pixels.js";
import { scores } from "../../aedemo/web/engine/enlarging/scores.js";
import { tiles, upToFour } from "../../aedemo/web/engine/enlarging/tiles.js";
import { isGrey } from "../../aedemo/web/maths/luminance.js";
import { kernels, weights } from "./enlarging.js";

const base64 = (array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString("base64");

/** The detail of a whole picture as an image (h · factor, w · factor), put together of its tiles. */
function detailOf(enlarger, picture, factor, side) {
  const { width, height } = picture;
  const result = new Float32Array(width * height * factor ** 2);
  const grey = isGrey(picture);
  for (const { top, left, h, w } of tiles(width, height, side)) {
    const tile = { top, left, h: upToFour(h), w: upToFour(w) };
    const { detail, outputs } = enlarger.detail(picture, tile, grey);
    for (let row = 0; row < h * factor; row++)
      for (let column = 0; column < w * factor; column++) {
        const pixel = Math.floor(row / factor) * tile.w + Math.floor(column / factor);
        const phase = (row % factor) * factor + (column % factor);
        const to = (top * factor + row) * width * factor + left * factor + column;
        result[to] = detail[pixel * outputs + phase];
      }
  }
  return result;
}

async function scored(pictures, truth, factor) {
  const found = {};
  for (const [name, picture] of Object.entries(pictures)) found[name] = await scores(picture, truth, factor);
  return found;
}

async function made({ kind, factor, side, width, height, pixels, hide }) {
  const data = new Uint8ClampedArray(new Uint8Array(Buffer.from(pixels, "base64")).buffer);
  const truth = cropped({ width, height, data }, hide ? factor : 1);
  const small = hide ? shrunk(truth, factor) : truth;
  const enlarger = new Enlarger(await weights(factor), await kernels(kind), side);
  const pictures = {
    nearest: nearest(small, factor),
    bicubic: await enlarger.bicubic(small),
    network: await enlarger.enlarge(small),
  };
  const all = Object.entries({ small, ...pictures });
  return {
    pictures: Object.fromEntries(all.map(([name, { data }]) => [name, base64(data)])),
    detail: base64(detailOf(enlarger, small, factor, side)),
    scores: hide && (await scored(pictures, truth, factor)),
  };
}

const cases = JSON.parse(readFileSync(0, "utf8"));
const all = [];
for (const each of cases) all.push(await made(each));
process.stdout.write(JSON.stringify(all));

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import decodeQR from "qr/decode.js";
import { qr } from "../../../aedemo/web/state/qr.js";

const link = (length) => "https://autoencoders.example.org/?tab=draw&digit=t3.".padEnd(length, "yZ_4-");

// What a camera sees that looks straight at it, every module 4 pixels wide.
function seen({ size, path }) {
  const width = 4 * size;
  const data = new Uint8Array(4 * width * width).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let row = 4 * Number(y); row < 4 * y + 4; row++)
      data.fill(0, 4 * (row * width + 4 * x), 4 * (row * width + 4 * x + 4));
  return decodeQR({ width, height: width, data });
}

test("a code says its link, from the shortest to the longest that phones can read", async () => {
  for (const length of [60, 140, 330, 560, 858]) assert.equal(seen(await qr(link(length))), link(length));
});

test("a link that is too long has no code", async () => {
  assert.equal(await qr(link(859)), null);
});

test("room that is left in a code goes into the correction of errors", async () => {
  // The level stands in the two modules at the left end of row 8: both are dark for the lowest.
  const level = ({ path }) => [4, 5].map((x) => path.includes(`M${x} 12h`));
  assert.deepEqual(level(await qr(link(78))), [true, true]); // version 4 has 78 characters at the lowest
  assert.deepEqual(level(await qr(link(62))), [true, false]); // and 62 at the next
});

test("the library that is shipped is the one of the registry", async () => {
  const shipped = new URL("../../../aedemo/web/vendor/qr/index.js", import.meta.url);
  const installed = new URL(import.meta.resolve("qr"));
  assert.equal(await readFile(shipped, "utf8"), await readFile(installed, "utf8"));
});

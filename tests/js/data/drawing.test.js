import assert from "node:assert/strict";
import test from "node:test";

import { testDigits } from "../../../aedemo/web/data/digits.js";
import { pack, unpack } from "../../../aedemo/web/data/drawing.js";
import presets from "../../../aedemo/facts/presets.json" with { type: "json" };
import { Pcg32 } from "../../../aedemo/web/maths/pcg32.js";
import "../served.js";

const LONGEST = 220 - "t1234.".length; // so that an address fits wherever it is pasted

test("drawings come back as they were, and fit an address", async () => {
  const { digit } = await testDigits();
  for (let index = 0; index < 10_000; index += 25) {
    const levels = Uint8Array.from(digit(index), (value) => Math.round(3 * value));
    const text = await pack(levels);
    assert.deepEqual(await unpack(text), levels);
    assert.match(text, /^[\w-]*$/, "as it is, without escapes");
    assert.ok(text.length < LONGEST, `digit ${index}: ${text.length} characters`);
  }
});

test("so does any picture at all", async () => {
  const levels = Uint8Array.from(new Pcg32(1).uniform(784), (value) => Math.floor(4 * value));
  for (const each of [levels, new Uint8Array(784), new Uint8Array(784).fill(3)])
    assert.deepEqual(await unpack(await pack(each)), each);
});

test("drawings of older links are still read", async () => {
  for (const { digit } of presets.filter(({ digit }) => digit.startsWith("."))) {
    const levels = await unpack(digit.slice(1));
    assert.ok(levels.length === 784 && levels.some((level) => level > 0));
    assert.deepEqual(await unpack(await pack(levels)), levels);
  }
});

test("what is not a drawing is none", async () => {
  const packed = await pack(new Uint8Array(784).fill(1));
  const texts = [
    "",
    "AAAA",
    "A".repeat(5000),
    "?",
    "<img src=x>",
    "ünïcode",
    "\0",
    "=",
    packed.slice(0, -3),
    packed + "AAAA",
    Buffer.from("not deflated at all").toString("base64"),
  ];
  for (const text of texts) assert.equal(await unpack(text), null, text.slice(0, 30));
});

test("nor is a drawing of another size, or a bomb", async () => {
  const deflated = async (size) => {
    const stream = new Blob([new Uint8Array(size)])
      .stream()
      .pipeThrough(new CompressionStream("deflate-raw"));
    return Buffer.from(await new Response(stream).arrayBuffer()).toString("base64url");
  };
  for (const size of [0, 195, 197, 3_000_000]) assert.equal(await unpack(await deflated(size)), null);
  assert.deepEqual(await unpack(await deflated(196)), new Uint8Array(784));
});

test("a browser that cannot deflate makes longer texts, which all others read", async (context) => {
  const levels = Uint8Array.from(new Pcg32(1).uniform(784), (value) => Math.floor(4 * value));
  const { CompressionStream, DecompressionStream } = globalThis;
  const restore = () => Object.assign(globalThis, { CompressionStream, DecompressionStream });
  context.after(restore);
  const deflated = await pack(new Uint8Array(784).fill(1));
  delete globalThis.CompressionStream;
  delete globalThis.DecompressionStream;
  const stored = await pack(levels);
  assert.deepEqual(await unpack(stored), levels);
  assert.ok(stored.length <= 300, "as long as the pad reads");
  await assert.rejects(unpack(deflated), { kind: "feature", values: { feature: "DecompressionStream" } });
  restore();
  const stream = new Blob([Buffer.from(stored, "base64url")])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  assert.equal(bytes.length, 196);
  levels.forEach((level, at) => assert.equal((bytes[at >> 2] >> (2 * (at & 3))) & 3, level));
});

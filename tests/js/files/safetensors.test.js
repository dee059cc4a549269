import assert from "node:assert/strict";
import test from "node:test";

import { parseSafetensors } from "../../../aedemo/web/files/safetensors.js";

/** A file of tensors {name: {dtype, shape, bytes}}, written as the format says. */
function file(tensors) {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, { dtype, shape, bytes }]) => {
    const from = end;
    end += bytes.byteLength;
    return [name, { dtype, shape, data_offsets: [from, end] }];
  });
  const header = new TextEncoder().encode(
    JSON.stringify({ __metadata__: { by: "hand" }, ...Object.fromEntries(entries) }),
  );
  const buffer = new Uint8Array(8 + header.length + end);
  new DataView(buffer.buffer).setBigUint64(0, BigInt(header.length), true);
  buffer.set(header, 8);
  let at = 8 + header.length;
  for (const { bytes } of Object.values(tensors)) {
    buffer.set(new Uint8Array(bytes.buffer), at);
    at += bytes.byteLength;
  }
  return buffer.buffer;
}

const SOME = {
  weight: { dtype: "F32", shape: [2, 2], bytes: Float32Array.of(1, -2.5, 1e-30, 7) },
  count: { dtype: "I64", shape: [], bytes: BigInt64Array.of(3n) },
  bytes: { dtype: "U8", shape: [3], bytes: Uint8Array.of(0, 128, 255) },
};

test("tensors come out as they went in, wherever they begin; counters are left out", () => {
  const tensors = parseSafetensors(file(SOME));
  assert.deepEqual(tensors, {
    weight: { shape: [2, 2], data: Float32Array.of(1, -2.5, 1e-30, 7) },
    bytes: { shape: [3], data: Float32Array.of(0, 128, 255) },
  });
});

test("half-precision numbers are those of IEEE 754", () => {
  const known = [
    [0x0000, 0],
    [0x8000, -0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x7bff, 65504], // the largest
    [0x0400, 2 ** -14], // the smallest that is normal
    [0x03ff, (1023 / 1024) * 2 ** -14],
    [0x8001, -(2 ** -24)], // the smallest of all
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
    [0x7e00, NaN],
  ];
  const bytes = Uint16Array.from(known, ([bits]) => bits);
  const { half } = parseSafetensors(file({ half: { dtype: "F16", shape: [12], bytes } }));
  known.forEach(([bits, value], at) => assert.ok(Object.is(half.data[at], value), bits.toString(16)));
});

test("a file that is cut anywhere is refused", () => {
  const whole = file(SOME);
  for (let length = 0; length < whole.byteLength; length++)
    assert.throws(() => parseSafetensors(whole.slice(0, length)), `${length} bytes`);
  assert.throws(() => parseSafetensors(whole.slice(0, -1)), /^Error: The weights file is incomplete\.$/);
});

test("what is no such file is refused", () => {
  const page = new TextEncoder().encode("<!doctype html><title>Not found</title>").buffer;
  assert.throws(() => parseSafetensors(page), /incomplete/);
  const broken = file(SOME);
  new Uint8Array(broken)[8] = 0x5b;
  assert.throws(() => parseSafetensors(broken));
});

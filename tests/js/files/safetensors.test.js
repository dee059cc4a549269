import assert from "node:assert/strict";
import test from "node:test";

import {
  demandShapes,
  parseSafetensors,
  readHeader,
  safetensors,
} from "../../../aedemo/web/files/safetensors.js";

/** A file of tensors {name: {dtype, shape, bytes}}, written as the format says, but for what `spoil`
 * does to the entries of its header. */
function file(tensors, spoil = () => {}) {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, { dtype, shape, bytes }]) => {
    const from = end;
    end += bytes.byteLength;
    return [name, { dtype, shape, data_offsets: [from, end] }];
  });
  const described = Object.fromEntries(entries);
  spoil(described);
  const header = new TextEncoder().encode(JSON.stringify({ __metadata__: { by: "hand" }, ...described }));
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

test("what is written is read again, with what is said besides, and its numbers are aligned", async () => {
  const tensors = {
    a: { shape: [3], data: Float32Array.of(1, -2.5, 1e-30) },
    层: { shape: [1, 2], data: Float32Array.of(0, 7) },
  };
  for (const metadata of [{}, { config: '{"编码": "…"}' }]) {
    const buffer = await new Blob(safetensors(tensors, metadata)).arrayBuffer();
    assert.deepEqual(parseSafetensors(buffer), tensors);
    const { start, metadata: said } = readHeader(buffer);
    assert.deepEqual([start % 8, said], [0, metadata]);
  }
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
  ];
  const bytes = Uint16Array.from(known, ([bits]) => bits);
  const { half } = parseSafetensors(file({ half: { dtype: "F16", shape: [known.length], bytes } }));
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

test("a header that does not describe the bytes after it is refused", () => {
  assert.ok(parseSafetensors(file(SOME)));
  const spoilt = {
    "a type that there is not": ({ weight }) => (weight.dtype = "F31"),
    "a type that the page cannot read": ({ weight }) => (weight.dtype = "BF16"),
    "no type": ({ weight }) => delete weight.dtype,
    "another shape": ({ weight }) => (weight.shape = [2, 3]),
    "no shape": ({ weight }) => delete weight.shape,
    "a shape below nothing": ({ weight }) => (weight.shape = [-2, -2]),
    "a shape in parts": ({ weight }) => (weight.shape = [0.5, 8]),
    "one over another": ({ bytes }) => (bytes.data_offsets = [0, 3]),
    "a gap": (all) => delete all.count,
    "no bytes at the end": (all) => delete all.bytes,
    "beyond the end": ({ bytes }) => ((bytes.shape = [4]), (bytes.data_offsets[1] += 1)),
    "before the start": ({ weight }) => (weight.data_offsets = [-8, 8]),
    "from the end to the start": ({ weight }) => weight.data_offsets.reverse(),
    "three places": ({ weight }) => weight.data_offsets.push(16),
    nothing: (all) => (all.weight = null),
  };
  for (const [what, spoil] of Object.entries(spoilt))
    assert.throws(() => parseSafetensors(file(SOME, spoil)), Error, what);
});

test("weights that are no numbers are refused, with their name", () => {
  const F32 = [NaN, Infinity, -Infinity].map((value) => Float32Array.of(0, value));
  const F16 = [0x7c00, 0xfc00, 0x7e00].map((bits) => Uint16Array.of(0, bits));
  for (const [dtype, all] of Object.entries({ F32, F16 }))
    for (const bytes of all)
      assert.throws(() => parseSafetensors(file({ w: { dtype, shape: [2], bytes } })), /^Error: w holds/);
});

test("a length of the header that cannot be is refused", () => {
  for (const length of [2n ** 64n - 1n, 2n ** 53n, 2n ** 32n, 1000n, 1n, 0n]) {
    const buffer = file(SOME);
    new DataView(buffer).setBigUint64(0, length, true);
    assert.throws(() => parseSafetensors(buffer), String(length));
  }
});

test("tensors are demanded by their shapes", () => {
  const tensors = parseSafetensors(file(SOME));
  demandShapes(tensors, { weight: [2, 2], bytes: [3] });
  assert.throws(() => demandShapes(tensors, { weight: [4] }), /weight/);
  assert.throws(() => demandShapes(tensors, { bias: [2] }), /bias/);
});

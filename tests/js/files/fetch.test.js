import assert from "node:assert/strict";
import test from "node:test";
import { gzipSync } from "node:zlib";

import { causes } from "../../../aedemo/web/files/failures.js";
import {
  fetchBytes,
  fetchJson,
  fetchText,
  fetchUnzipped,
  remembering,
} from "../../../aedemo/web/files/fetch.js";
import { parseSafetensors } from "../../../aedemo/web/files/safetensors.js";

/** For one test, a server that has these files and no others. */
const serve = ({ mock }, files) =>
  mock.method(globalThis, "fetch", async (address) =>
    address in files ? new Response(files[address]) : new Response("not here", { status: 404 }),
  );

const same = (content) => content;
const failure = (kind, values) => ({ name: "Error", kind, values });

test("a file that the server has not is a failure that names it", async (context) => {
  serve(context, { there: "text" });
  assert.equal(await fetchText("there"), "text");
  const missing = failure("missing", { file: "elsewhere", status: 404 });
  await assert.rejects(fetchText("elsewhere"), missing);
  await assert.rejects(fetchUnzipped("elsewhere", same), missing);
});

test("a file comes unzipped, whether the server has unpacked it on the way or not", async (context) => {
  const bytes = Uint8Array.from({ length: 5000 }, (_, at) => (at * at) % 251);
  serve(context, { zipped: gzipSync(bytes), unpacked: bytes, empty: new Uint8Array(0) });
  for (const name of ["zipped", "unpacked"])
    assert.deepEqual(new Uint8Array(await fetchUnzipped(name, same)), bytes, name);
  assert.equal((await fetchUnzipped("empty", same)).byteLength, 0);
});

test("what comes in place of a file is told from a connection that is lost", async (context) => {
  const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 12345\n";
  serve(context, {
    cut: gzipSync(Buffer.alloc(5000, "digits")).subarray(0, 20),
    pointer,
    page: new Blob(["<!doctype html><title>Welcome</title>"], { type: "text/html; charset=utf-8" }),
  });
  const damaged = (file) => failure("damaged", { file });
  await assert.rejects(fetchUnzipped("cut", same), damaged("cut"));
  await assert.rejects(fetchUnzipped("pointer", parseSafetensors), damaged("pointer"));
  await assert.rejects(fetchBytes("pointer", parseSafetensors), damaged("pointer"));
  await assert.rejects(fetchJson("pointer"), damaged("pointer"));
  for (const fetched of [fetchText, fetchJson]) await assert.rejects(fetched("page"), damaged("page"));
  context.mock.method(globalThis, "fetch", async () => {
    throw new TypeError("Failed to fetch");
  });
  await assert.rejects(fetchText("any"), failure("unreachable", { file: "any" }));
});

test("a connection that is lost on the way is one, not a damaged file", async (context) => {
  const broken = new ReadableStream({ pull: (stream) => stream.error(new TypeError("network error")) });
  context.mock.method(globalThis, "fetch", async () => new Response(broken));
  await assert.rejects(fetchJson("half"), failure("unreachable", { file: "half" }));
});

test("too little memory and a browser without a feature are said to be the cause", async (context) => {
  serve(context, { large: "text", zipped: gzipSync("digits") });
  const fails = () => {
    throw new RangeError("Array buffer allocation failed");
  };
  await assert.rejects(fetchBytes("large", fails), failure("memory", { file: "large" }));
  const { DecompressionStream } = globalThis;
  context.after(() => (globalThis.DecompressionStream = DecompressionStream));
  delete globalThis.DecompressionStream;
  await assert.rejects(fetchUnzipped("zipped", same), failure("feature", { feature: "DecompressionStream" }));
});

test("of several failures each cause is said once, with all its files", async (context) => {
  serve(context, { broken: "{" });
  const asked = await Promise.allSettled(["a", "broken", "b"].map((name) => fetchJson(name)));
  const found = causes(new AggregateError(asked.map(({ reason }) => reason)));
  assert.deepEqual(found, [
    { kind: "missing", values: { status: 404, file: "a, b" } },
    { kind: "damaged", values: { file: "broken" } },
  ]);
  assert.deepEqual(causes(new Error("odd")), [{ kind: "other", values: { message: "odd" } }]);
});

test("what is remembered is loaded once for each argument", async () => {
  const asked = [];
  const load = remembering(async (name) => asked.push(name));
  const first = load("a");
  assert.equal(load("a"), first);
  assert.deepEqual(await Promise.all([load("a"), load("b"), load("a"), load("b")]), [1, 2, 1, 2]);
  assert.deepEqual(asked, ["a", "b"]);
});

test("a failure is not remembered", async () => {
  let calls = 0;
  const load = remembering(async () => {
    if (++calls < 3) throw new Error(`failure ${calls}`);
    return "there";
  });
  await assert.rejects(load("a"), /failure 1/);
  await assert.rejects(load("a"), /failure 2/);
  assert.equal(await load("a"), "there");
  assert.equal(await load("a"), "there");
  assert.equal(calls, 3);
});

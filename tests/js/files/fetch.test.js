import assert from "node:assert/strict";
import test from "node:test";
import { gzipSync } from "node:zlib";

import { fetchOk, fetchUnzipped, remembering } from "../../../aedemo/web/files/fetch.js";

/** For one test, a server that has these files and no others. */
const serve = ({ mock }, files) =>
  mock.method(globalThis, "fetch", async (address) =>
    address in files ? new Response(files[address]) : new Response("not here", { status: 404 }),
  );

test("a file that the server has not is an error that names it", async (context) => {
  serve(context, { there: "text" });
  assert.equal(await (await fetchOk("there")).text(), "text");
  await assert.rejects(fetchOk("elsewhere"), /^Error: elsewhere: 404$/);
  await assert.rejects(fetchUnzipped("elsewhere"), /404/);
});

test("a file comes unzipped, whether the server has unpacked it on the way or not", async (context) => {
  const bytes = Uint8Array.from({ length: 5000 }, (_, at) => (at * at) % 251);
  serve(context, { zipped: gzipSync(bytes), unpacked: bytes, empty: new Uint8Array(0) });
  for (const name of ["zipped", "unpacked"])
    assert.deepEqual(new Uint8Array(await fetchUnzipped(name)), bytes, name);
  assert.equal((await fetchUnzipped("empty")).byteLength, 0);
});

test("a zipped file that is cut is an error", async (context) => {
  serve(context, { cut: gzipSync(Buffer.alloc(5000, "digits")).subarray(0, 20) });
  await assert.rejects(fetchUnzipped("cut"));
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

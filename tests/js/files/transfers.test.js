// What is on its way is counted as it comes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { content, progress } from "../../../aedemo/web/files/transfers.js";

test("the bytes of a file are counted as they come, of a size that is known", async () => {
  assert.equal(progress(), null);
  let send;
  const body = new ReadableStream({ start: (stream) => void (send = stream) });
  const whole = content(new Response(body, { headers: { "Content-Length": "500000" } }));
  assert.deepEqual(progress(), { came: "0.00", size: "0.50" });
  send.enqueue(new Uint8Array(300_000));
  while (progress().came === "0.00") await new Promise(setImmediate);
  assert.deepEqual(progress(), { came: "0.30", size: "0.50" });
  send.enqueue(new Uint8Array(200_000).fill(1));
  send.close();
  assert.equal(new Uint8Array(await whole)[300_000], 1);
  assert.equal(progress(), null);
});

test("of a file that is unpacked on its way no size is told", async () => {
  const headers = { "Content-Length": "10", "Content-Encoding": "gzip" };
  const whole = content(new Response(new Uint8Array(50), { headers }));
  assert.equal(progress(), null);
  assert.equal((await whole).byteLength, 50);
});

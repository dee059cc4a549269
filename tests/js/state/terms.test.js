import assert from "node:assert/strict";
import test from "node:test";

import { explained, pieces } from "../../../aedemo/web/state/terms.js";

test("a term is explained in the language that is asked for, any other word is not", () => {
  assert.equal(explained("code", "en").word, "code");
  assert.equal(explained("code", "zh").word, "编码");
  assert.equal(explained("nothing-like-it", "en"), null);
  assert.equal(explained("constructor", "en"), null);
});

test("the pieces of a text: its terms, and what stands between them", () => {
  assert.deepEqual(pieces("The [encoder](#term-encoder) makes [codes](#term-code)."), [
    { text: "The " },
    { text: "encoder", term: "encoder" },
    { text: " makes " },
    { text: "codes", term: "code" },
    { text: "." },
  ]);
  assert.deepEqual(pieces("[编码](#term-code)"), [{ text: "编码", term: "code" }]);
  assert.deepEqual(pieces("[none](?tab=draw)"), [{ text: "[none](?tab=draw)" }]);
});

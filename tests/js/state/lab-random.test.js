// A thousand descriptions as addresses and programs may have them: each trains a step or says why not.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { gunzipSync } from "node:zlib";

import languages from "../../../aedemo/facts/languages.json" with { type: "json" };
import texts from "../../../aedemo/facts/texts/lab.json" with { type: "json" };
import { memory, Trainer } from "../../../aedemo/web/engine/learning/trainer.js";
import { Pcg32 } from "../../../aedemo/web/maths/pcg32.js";
import { described, FIELDS } from "../../../aedemo/web/state/lab/description.js";
import { effort, tooMuch } from "../../../aedemo/web/state/lab/limits.js";
import { PRESETS } from "../../../aedemo/web/state/lab/presets.js";
import { read } from "../../../aedemo/web/state/settings.js";
import { translate } from "../../../aedemo/web/state/texts.js";
import { sentence } from "../../../aedemo/web/tabs/lab/sentences.js";
import { kernels } from "../kernels.js";

const SAMPLE = new URL("../../../aedemo/data/t10k-images-idx3-ubyte.gz", import.meta.url);
const images = new Uint8Array(gunzipSync(await readFile(SAMPLE))).subarray(16);
const make = await kernels();

const DRAWING = "A".repeat(262); // empty
const DEAR = 0.1; // seconds a step, beyond which one of the smallest batch is taken

const NONSENSE = [
  "",
  "NaN",
  "Infinity",
  "-1",
  "1e999",
  "9".repeat(40),
  "null",
  "[object Object]",
  "1,,2",
  "数",
];
const NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "nobody"];
const OBJECTS = [
  null,
  undefined,
  NaN,
  Infinity,
  -1,
  1e300,
  "",
  "1",
  [],
  [[]],
  {},
  [NaN],
  Array(1000).fill(1),
];

const { random, pick } = (() => {
  const stream = new Pcg32(17);
  const random = () => stream.uniform(1)[0];
  return { random, pick: (values) => values[Math.floor(random() * values.length)] };
})();

// A text for a field: within its range or at the edges of it.
function text({ kind, values, least, most, step, fewest = 0, limit }) {
  const whole = () => least + Math.floor(random() ** 3 * (most - least + 1));
  if (kind === "choice") return pick(values);
  if (kind === "flag") return String(pick([true, false]));
  if (kind === "drawings") return Array(Math.floor(random() * (limit + 1))).fill(DRAWING).join(",");
  if (kind === "sizes") {
    const count = fewest + Math.floor(random() * (limit - fewest + 1));
    return Array.from({ length: count }, () => pick([least, whole(), whole(), most])).join(",");
  }
  return String(pick([least, most, step === 1 ? whole() : (least + random() * (most - least)).toFixed(6)]));
}

/** What is wrong is said in every language, with all that is to be filled in. */
function said(wrong) {
  for (const { code } of languages)
    for (const each of wrong) {
      const found = sentence({ text: (key, values) => translate(texts, code, key, values) }, each);
      assert.ok(found && !/undefined|NaN|Infinity|[{}]/.test(found.replace(each.name, "")), found);
    }
}

/** Takes a step unless it is refused, and says what it did. */
function tried(values) {
  const { description, wrong } = described(values);
  const refused = wrong.length ? [] : tooMuch(description);
  said([...wrong, ...refused]);
  if (wrong.length) return "wrong";
  for (const { name, values: amounts } of refused) {
    if (!amounts.fitting) continue;
    const less = tooMuch({ ...description, [name]: amounts.fitting });
    assert.ok(!less.some((other) => other.name === name), `what is offered of ${name} will do`);
  }
  if (refused.length) return "too much";
  const dear = effort({ ...description, epochs: 1, digits: description.batch }).seconds > DEAR;
  const lighter = dear ? { ...description, batch: FIELDS.batch.least } : description;
  const told = new Trainer(lighter, images, make(memory(lighter))).step();
  assert.equal(told.step, 1);
  assert.ok("loss" in told);
  return `trained ${description.network}`;
}

test("any description trains a step, or is refused for a reason", () => {
  const names = Object.keys(FIELDS);
  const seen = {};
  const count = (what) => (seen[what] = (seen[what] ?? 0) + 1);
  for (let at = 0; at < 1000; at++) {
    const address = { digits: "300", batch: "8", network: text(FIELDS.network) };
    for (let i = Math.floor(random() * 8); i > 0; i--) {
      const name = pick(names);
      address[name] = text(FIELDS[name]);
    }
    if (at % 8 === 4) Object.assign(address, { digits: "8000", epochs: "100", batch: "512" });
    if (at % 4 === 1) address[pick(names)] = pick(NONSENSE);
    const { values, unread } = read(FIELDS, address);
    count(unread.length ? "unread" : "read");
    if (at % 8 === 2) Object.defineProperty(values, pick(NAMES), { value: 1, enumerable: true });
    if (at % 8 === 7) values[pick(names)] = pick(OBJECTS);
    try {
      count(tried(values));
    } catch (error) {
      throw new Error(`${JSON.stringify(values)}: ${error.stack}`, { cause: error });
    }
  }
  for (const what of ["unread", "read", "wrong", "too much", "trained dense", "trained convolutional"])
    assert.ok(seen[what] >= 50, `${what}: ${JSON.stringify(seen)}`);
});

test("what is no field is refused, also what every object has", () => {
  for (const name of NAMES) {
    const values = Object.defineProperty({}, name, { value: 1, enumerable: true });
    assert.deepEqual(
      described(values).wrong.map((wrong) => wrong.name),
      [name],
    );
  }
});

test("no preset is too much", () => {
  for (const [name, { runs }] of Object.entries(PRESETS))
    for (const run of runs) assert.deepEqual(tooMuch(run), [], name);
});

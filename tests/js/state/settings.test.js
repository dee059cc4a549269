import assert from "node:assert/strict";
import test from "node:test";

import lab from "../../../aedemo/facts/lab.json" with { type: "json" };
import facts from "../../../aedemo/facts/tabs.json" with { type: "json" };
import { ACTIONS, applies, read, SETTINGS } from "../../../aedemo/web/state/settings.js";

const ALL = Object.entries(SETTINGS).flatMap(([tab, table]) =>
  Object.entries(table).map(([name, setting]) => ({ what: `${tab}.${name}`, setting })),
);

/** The first setting of a kind that a test agrees to. */
const some = (kind, test = () => true) =>
  ALL.find(({ setting }) => setting.kind === kind && test(setting)).setting;

test("every tab of the facts has its settings and actions, and so have their parts", () => {
  for (const { name, settings, parts = {}, actions = {} } of facts.tabs) {
    const own = settings === "lab" ? { preset: lab.preset, ...lab.fields } : settings;
    assert.deepEqual(Object.keys(SETTINGS[name]), Object.keys(own));
    assert.deepEqual(ACTIONS[name], actions);
    for (const part of Object.keys(parts)) assert.ok(SETTINGS[part], part);
  }
});

test("every start is valid, and its text stands for it", () => {
  for (const { what, setting } of ALL) {
    assert.ok(setting.valid(setting.start), what);
    assert.deepEqual(setting.parse(String(setting.start)), setting.start, what);
  }
});

test("names of lists and limits have become what they name", () => {
  for (const { what, setting } of ALL) {
    if (setting.values) assert.ok(Array.isArray(setting.values) && setting.values.length > 1, what);
    for (const limit of ["least", "most", "step", "limit"])
      assert.ok(["undefined", "number"].includes(typeof setting[limit]), `${what}.${limit}`);
  }
  assert.equal(SETTINGS.denoise.seed.most, 2 ** 32 - 1);
  assert.deepEqual(SETTINGS.labels.count.values, [10, 30, 100, 300, 1000]);
});

test("every value of a choice stands in the address as itself", () => {
  for (const { what, setting } of ALL.filter(({ setting }) => setting.kind === "choice")) {
    for (const value of setting.values) {
      assert.ok(setting.valid(value), what);
      assert.equal(setting.parse(String(value)), value, what);
    }
  }
  const factor = SETTINGS.superres.factor;
  assert.deepEqual([factor.valid("3"), factor.parse("3"), factor.parse("03")], [false, 3, undefined]);
});

test("flags are true or false", () => {
  const flag = some("flag");
  assert.deepEqual(["true", "false", "1", "", "TRUE"].map(flag.parse), [
    true,
    false,
    undefined,
    undefined,
    undefined,
  ]);
  assert.deepEqual([true, false, "true", 1, null].map(flag.valid), [true, true, false, false, false]);
});

test("numbers have limits, and whole ones no fractions", () => {
  const level = some("number", ({ least, most, step }) => least === 0 && most === 1 && step < 1);
  assert.deepEqual(["0", "1", "0.35", "1.01", "-0.01"].map(level.parse), [0, 1, 0.35, undefined, undefined]);
  const seed = SETTINGS.denoise.seed;
  assert.deepEqual(["0", "4294967295", "4294967296", "1.5", "-1"].map(seed.parse), [
    0,
    2 ** 32 - 1,
    undefined,
    undefined,
    undefined,
  ]);
  const turn = some("number", ({ least }) => least === -180);
  assert.deepEqual(["-180", "180", "-181"].map(turn.parse), [-180, 180, undefined]);
  assert.deepEqual([0.5, "0.5", NaN, Infinity, null].map(level.valid), [true, false, false, false, false]);
});

test("subsets hold known values, and enough of them", () => {
  const shown = SETTINGS.compare.shown; // at least one
  assert.deepEqual(shown.parse("vae,dense"), ["vae", "dense"]);
  assert.deepEqual(["", ",", "vae,", "vae,gpt", "vae, dense"].map(shown.parse), Array(5).fill(undefined));
  assert.deepEqual(SETTINGS.anomaly.normal.parse(""), []);
  assert.ok(!shown.valid("vae") && !shown.valid([]) && shown.valid(["vae"]));
});

test("a place has two or three numbers, or none", () => {
  const place = some("place");
  assert.deepEqual(["", "1,-2.5", "0,0,20"].map(place.parse), [[], [1, -2.5], [0, 0, 20]]);
  for (const text of ["1", "1,2,3,4", "1,x", "1,,2", "20.1,0", "1e1,2", "NaN,1"])
    assert.equal(place.parse(text), undefined, text);
  assert.ok(!place.valid("1,2") && !place.valid([1]) && !place.valid([NaN, 0]));
});

test("no hostile text stands for a value of any setting", () => {
  const texts = [
    "<img src=x onerror=alert(1)>",
    "__proto__",
    "constructor",
    "toString",
    "../../etc/passwd",
    "null",
    "undefined",
    "NaN",
    "Infinity",
    "-Infinity",
    "1e3",
    "0x10",
    ".5",
    "5.",
    "+1",
    " 1",
    "1 ",
    "--1",
    "١",
    "９",
    "\0",
    "%00",
    "[object Object]",
    "1".repeat(400),
    "a".repeat(100_000),
    "💣",
    "'; DROP TABLE digits",
  ];
  for (const { what, setting } of ALL)
    for (const text of texts) assert.equal(setting.parse(text), undefined, `${what}: ${text.slice(0, 40)}`);
});

test("reading takes what can be read, and names what cannot", () => {
  const texts = { kind: "masking", level: "7", seed: "12", tab: "denoise", utm_source: "newsletter" };
  const { values, unread } = read(SETTINGS.denoise, texts);
  assert.deepEqual({ ...values }, { kind: "masking", seed: 12 });
  assert.deepEqual(unread, ["level"]);
  assert.deepEqual(read(SETTINGS.denoise, {}), { values: {}, unread: [] });
});

test("a control is there when all that it depends on is so", () => {
  const { variant, space } = SETTINGS.map;
  assert.ok(applies(variant, { space: "tsne" }) && !applies(variant, { space: "pca" }));
  assert.ok(applies(space, {}) && applies({}, null));
  const both = { when: { a: [1], b: [2, 3] } };
  assert.deepEqual(
    [{ a: 1, b: 3 }, { a: 1, b: 4 }, { b: 2 }].map((one) => applies(both, one)),
    [true, false, false],
  );
});

test("what a control depends on can be so", () => {
  const controls = Object.entries(SETTINGS).flatMap(([tab, table]) =>
    [...Object.values(table), ...Object.values(ACTIONS[tab] ?? {})].map((control) => ({ tab, control })),
  );
  for (const { tab, control } of controls)
    for (const [name, values] of Object.entries(control.when ?? {})) {
      const known = SETTINGS[tab][name]?.values;
      if (known)
        assert.ok(
          values.every((value) => known.includes(value)),
          `${tab}: when ${name}`,
        );
    }
});

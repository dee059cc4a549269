import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import test from "node:test";

import languages from "../../../aedemo/facts/languages.json" with { type: "json" };
import { ACTIONS, SETTINGS } from "../../../aedemo/web/state/settings.js";
import { languageOf, translate } from "../../../aedemo/web/state/texts.js";

const CODES = languages.map(({ code }) => code).sort();
const FOLDER = new URL("../../../aedemo/facts/texts/", import.meta.url);
const files = await Promise.all(
  (await readdir(FOLDER)).map(async (file) => [
    file,
    JSON.parse(await readFile(new URL(file, FOLDER), "utf8")),
  ]),
);
const entries = files.flatMap(([file, texts]) =>
  Object.entries(texts).map(([key, text]) => ({
    what: `${file}: ${key}`,
    text,
  })),
);
const all = Object.assign({}, ...files.map(([, texts]) => texts));

test("every text is there in all languages", () => {
  assert.ok(entries.length > 100);
  for (const { what, text } of entries) {
    assert.deepEqual(Object.keys(text).sort(), CODES, what);
    assert.ok(
      Object.values(text).every((each) => each.trim()),
      what,
    );
  }
});

test("all languages leave room for the same values", () => {
  const values = (text) => [...new Set(text.match(/\{\w+\}/g))].sort();
  for (const { what, text } of entries)
    for (const code of CODES) assert.deepEqual(values(text[code]), values(text.en), `${what} in ${code}`);
});

test("no brace is left that nothing would fill", () => {
  for (const { what, text } of entries)
    for (const each of Object.values(text)) assert.doesNotMatch(each.replace(/\{\w+\}/g, ""), /[{}]/, what);
});

test("every label of a control, and of what can be chosen, is a text", () => {
  for (const [tab, table] of [...Object.entries(SETTINGS), ...Object.entries(ACTIONS)])
    for (const [name, { label, texts, values }] of Object.entries(table)) {
      const keys = [...(label ? [label] : []), ...(texts ? values.map((value) => texts + value) : [])];
      for (const key of keys)
        for (const language of CODES) assert.ok(translate(all, language, key), `${tab}.${name}: ${key}`);
    }
});

test("values are filled in wherever they stand, as text", () => {
  const texts = {
    note: { en: "{size} numbers, {size} from {least}", zh: "{least} {size}" },
  };
  assert.equal(translate(texts, "en", "note", { size: 32, least: "<b>" }), "32 numbers, 32 from <b>");
  assert.equal(translate(texts, "zh", "note", { size: "{least}", least: 0 }), "0 {least}", "but once");
  assert.equal(translate(texts, "en", "note", { size: "$&", least: "$1" }), "$& numbers, $& from $1");
});

test("in Chinese a Latin name that is filled in stands apart, a Chinese one does not", () => {
  const texts = { best: { en: "{name}wins", zh: "其中{name}最好" } };
  const best = (name, language = "zh") => translate(texts, language, "best", { name });
  assert.deepEqual(
    ["PCA-32", "sparse", "稀疏（L1）", "卷积"].map((name) => best(name)),
    ["其中 PCA-32 最好", "其中 sparse 最好", "其中稀疏（L1）最好", "其中卷积最好"],
  );
  assert.equal(best("PCA-32", "en"), "PCA-32wins");
});

test("no line ends between a number and its per cent", () => {
  const texts = { share: { en: "{share} % of 5 %", zh: "5 % 的 {share} %" } };
  assert.equal(translate(texts, "en", "share", { share: 1.5 }), "1.5\u00a0% of 5\u00a0%");
  assert.equal(translate(texts, "zh", "share", { share: 1.5 }), "5\u00a0% 的 1.5\u00a0%");
});

test("a tab's own text comes before the common one, and without either there is an error", () => {
  const key = "tab_draw";
  assert.equal(translate({}, "en", key), "Draw");
  assert.equal(translate({ [key]: { en: "Own", zh: "自己" } }, "zh", key), "自己");
  assert.throws(() => translate({}, "en", "nothing_like_it"), /no text called nothing_like_it/);
});

test("the language of a tag", () => {
  const tags = ["zh", "zh-CN", "zh-Hant-TW", "en", "en-GB", "de", "", undefined];
  assert.deepEqual(tags.map(languageOf), ["zh", "zh", "zh", "en", "en", "en", "en", "en"]);
});

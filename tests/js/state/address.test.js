import assert from "node:assert/strict";
import test from "node:test";

import { about, parse, tabIn, write } from "../../../aedemo/web/state/address.js";
import { read, SETTINGS } from "../../../aedemo/web/state/settings.js";

const TABS = Object.keys(SETTINGS);
const BASE = "https://example.org/course/?old=1#part";

test("what is written is what is read", () => {
  for (const tab of TABS) {
    const starts = Object.fromEntries(
      Object.entries(SETTINGS[tab]).map(([name, { start }]) => [name, String(start)]),
    );
    const link = new URL(write(BASE, tab, "zh", starts));
    const said = parse(link.search);
    assert.deepEqual(said, { tab, lang: "zh", ...starts });
    assert.equal(tabIn(said, TABS), tab);
    assert.deepEqual(read(SETTINGS[tab], about(tab, said, TABS)).unread, []);
  }
});

test("the address stays but for the query", () => {
  const link = write(BASE, "draw", "en", { digit: ".A-_z" }, { embed: "1" });
  assert.equal(link, "https://example.org/course/?tab=draw&lang=en&embed=1&digit=.A-_z#part");
});

test("any text comes back as it was", () => {
  for (const text of ["", "a&b=c", "1,2", "é 编码 💣", "<b>", "100%", "+", "a b"])
    assert.equal(parse(new URL(write(BASE, "draw", "en", { digit: text })).search).digit, text);
});

test("a tab that is not there is none; without one it is the first", () => {
  assert.equal(tabIn({}, TABS), TABS[0]);
  for (const tab of ["admin", "", "__proto__", "Draw"]) assert.equal(tabIn({ tab }, TABS), undefined);
});

test("an address is about the tab it names; what names none that is there, about the first", () => {
  const said = { tab: "denoise", level: "0.5" };
  assert.equal(about("denoise", said, TABS), said);
  assert.deepEqual(about("draw", said, TABS), {});
  for (const tab of [undefined, "admin"]) {
    const lost = { ...(tab && { tab }), digit: "t1" };
    assert.equal(about(TABS[0], lost, TABS), lost);
    assert.deepEqual(about(TABS[1], lost, TABS), {});
  }
});

test("links that were given out keep their meaning", () => {
  const { values, unread } = read(
    SETTINGS.map,
    about("map", parse("?tab=map&lang=en&space=pca&dimensions=3&turn=30&tilt=20&place=1.5,-2,0.25"), TABS),
  );
  assert.deepEqual(values, { space: "pca", dimensions: 3, turn: 30, tilt: 20, place: [1.5, -2, 0.25] });
  assert.deepEqual(unread, []);
});

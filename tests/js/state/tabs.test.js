import assert from "node:assert/strict";
import test from "node:test";

import facts from "../../../aedemo/facts/tabs.json" with { type: "json" };
import { doors, LABELS } from "../../../aedemo/web/state/tabs.js";

const names = () => doors().flatMap(({ tabs }) => tabs);

test("the five tabs of the brief come first, each behind a door of its own", () => {
  const first = ["draw", "denoise", "interpolate", "sample", "superres"];
  assert.deepEqual(
    doors().slice(0, 5),
    first.map((name) => ({ name, tabs: [name] })),
  );
});

test("every tab is behind one door", () => {
  const all = facts.tabs.map(({ name }) => name);
  assert.deepEqual(names().sort(), all.sort());
});

test("the tabs of a group are behind one door, in their order", () => {
  for (const door of doors().filter(({ tabs }) => tabs.length > 1)) {
    const own = facts.tabs.filter(({ group }) => group === door.name);
    assert.deepEqual(
      door.tabs,
      own.map(({ name }) => name),
    );
  }
});

test("doors are new ones each time: nobody can spoil them for others", () => {
  doors()[0].tabs.push("spoilt");
  assert.ok(!names().includes("spoilt"));
});

test("every tab and every door has a name in both languages", () => {
  for (const name of [...names(), ...doors().map((door) => door.name)]) {
    const { en, zh } = LABELS[`tab_${name}`];
    assert.ok(en && zh, name);
  }
});

import assert from "node:assert/strict";
import test from "node:test";

import facts from "../../../aedemo/facts/tabs.json" with { type: "json" };
import { doors, LABELS, needsServer } from "../../../aedemo/web/state/tabs.js";

const names = (server) => doors(server).flatMap(({ tabs }) => tabs);

test("the five tabs of the brief come first, each behind a door of its own", () => {
  const first = ["draw", "denoise", "interpolate", "sample", "superres"];
  assert.deepEqual(
    doors(true).slice(0, 5),
    first.map((name) => ({ name, tabs: [name] })),
  );
});

test("with a server every tab is behind one door; without, those that need none", () => {
  const all = facts.tabs.map(({ name }) => name);
  assert.deepEqual(names(true).sort(), [...all].sort());
  assert.deepEqual(
    names(false),
    names(true).filter((name) => !needsServer(name)),
  );
  assert.deepEqual(
    all.filter(needsServer),
    facts.tabs.filter(({ server }) => server).map(({ name }) => name),
  );
  assert.equal(needsServer("admin"), false);
});

test("the tabs of a group are behind one door, in their order", () => {
  for (const door of doors(true).filter(({ tabs }) => tabs.length > 1)) {
    const own = facts.tabs.filter(({ group }) => group === door.name);
    assert.deepEqual(
      door.tabs,
      own.map(({ name }) => name),
    );
  }
});

test("doors are new ones each time: nobody can spoil them for others", () => {
  doors(true)[0].tabs.push("spoilt");
  assert.ok(!names(true).includes("spoilt"));
});

test("every tab and every door has a name in both languages", () => {
  for (const name of [...names(true), ...doors(true).map((door) => door.name)]) {
    const { en, zh } = LABELS[`tab_${name}`];
    assert.ok(en && zh, name);
  }
});

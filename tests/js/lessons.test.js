// Where the exercises of the lessons lead: to states that the page can read whole.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

import { unpack } from "../../aedemo/web/data/drawing.js";
import { DRAWINGS, parse } from "../../aedemo/web/state/address.js";
import { read, SETTINGS, settingsOf } from "../../aedemo/web/state/settings.js";
import { doors } from "../../aedemo/web/state/tabs.js";
import facts from "../../aedemo/facts/tabs.json" with { type: "json" };

const LESSONS = new URL("../../aedemo/lessons/", import.meta.url);
const TABS = doors().flatMap(({ tabs }) => tabs);

const files = readdirSync(LESSONS, { encoding: "utf8", recursive: true }).filter((file) =>
  file.endsWith(".md"),
);
const links = files.flatMap((file) => {
  const lesson = readFileSync(new URL(file, LESSONS), "utf8");
  return [...lesson.matchAll(/\]\((\?[^)]+)\)/g)].map(([, link]) => ({ file, link }));
});

const readable = async (drawing) =>
  drawing === "" || /^t\d{1,4}$/.test(drawing) || Boolean(await unpack(drawing.replace(/^\./, "")));

test("every link of a lesson is read whole, and sets its own tab", async () => {
  assert.ok(links.length > 60);
  for (const { file, link } of links) {
    const { tab, ...said } = parse(link);
    assert.ok(TABS.includes(tab), `${file}: ${link}`);
    // In the lesson of a tab a bare one is a way elsewhere; those of the course lead to all tabs.
    if (Object.keys(said).length && !file.includes("/course/")) assert.ok(file.endsWith(`/${tab}.md`));
    const { parts = {} } = /** @type {any} */ (facts.tabs.find(({ name }) => name === tab));
    const unread = [tab, ...Object.keys(parts)].flatMap((name) => read(SETTINGS[name], said).unread);
    assert.deepEqual(unread, [], `${file}: ${link}`);
    const names = [...settingsOf(tab), ...DRAWINGS];
    assert.deepEqual(
      Object.keys(said).filter((name) => !names.includes(name)),
      [],
      `${file}: ${link}`,
    );
    for (const name of DRAWINGS)
      if (name in said) assert.ok(await readable(said[name]), `${file}: ${name} in ${link}`);
  }
});

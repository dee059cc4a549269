import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import lab from "../../../aedemo/facts/lab.json" with { type: "json" };
import { claimed } from "./claims.js";

const DOCS = new URL("../../../docs/training.md", import.meta.url);

test("docs/training.md has what was found of each claim of the presets, and each holds", () => {
  const [, table] = readFileSync(DOCS, "utf8").split(/^\| preset .*\n\|[-|]+\n/m);
  const rows = table.split("\n\n")[0].split("\n");
  const found = rows.map((row) => row.split("|").map((cell) => cell.trim()));
  const wanted = Object.entries(lab.presets).flatMap(([name, { claims }]) =>
    claims.map((claim, at) => [at ? "" : name, claimed(claim)]),
  );
  assert.deepEqual(
    found.map(([, name, claim]) => [name, claim]),
    wanted,
  );
  for (const [, name, claim, figures] of found) assert.doesNotMatch(figures, /\*/, `${name}: ${claim}`);
});

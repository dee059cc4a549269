// The course: where its pages are, and when something is done.

import assert from "node:assert/strict";
import test from "node:test";

import { holds, LESSONS, placeOf } from "../../../aedemo/web/state/course.js";
import { SETTINGS } from "../../../aedemo/web/state/settings.js";

test("every page that a link may name has its place", () => {
  for (const page of SETTINGS.course.step.values) {
    const { lesson, at } = placeOf(page);
    assert.ok(LESSONS.includes(lesson));
    assert.equal(`${lesson.name}.${lesson.pages[at]}`, page);
  }
});

test("conditions hold by what the tool says, and none by what it cannot tell", () => {
  const said = { error: 0.02, width: 8, enough: 8, pca: 0.03, drawn: true, none: null };
  assert.ok(holds([], {}));
  assert.ok(holds([{ of: "drawn", is: true }], said));
  assert.ok(!holds([{ of: "drawn", is: false }], said));
  assert.ok(holds([{ of: "error", most: 0.02 }], said));
  assert.ok(!holds([{ of: "error", most: 0.019 }], said));
  assert.ok(holds([{ of: "error", least: 0.02 }], said));
  assert.ok(!holds([{ of: "error", least: 0.021 }], said));
  assert.ok(holds([{ of: "width", as: "enough" }], said));
  assert.ok(holds([{ of: "error", below: "pca" }], said));
  assert.ok(!holds([{ of: "pca", below: "error" }], said));
  assert.ok(
    !holds(
      [
        { of: "drawn", is: true },
        { of: "width", most: 7 },
      ],
      said,
    ),
  );
  for (const condition of [{ is: null }, { least: 0 }, { most: 1 }, { as: "none" }, { below: "error" }])
    for (const of of ["none", "unknown"]) assert.ok(!holds([{ of, ...condition }], said));
});

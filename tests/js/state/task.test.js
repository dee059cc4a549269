import assert from "node:assert/strict";
import test from "node:test";

import { coversOf, goalsOf, reaches, readGoal } from "../../../aedemo/web/state/task.js";

test("a goal is a number that the tab tells, and what it has to be below or above", () => {
  assert.deepEqual(readGoal("error<0.02", "draw"), { of: "error", sign: "<", value: 0.02 });
  assert.deepEqual(readGoal(" gain>-1 ", "superres"), { of: "gain", sign: ">", value: -1 });
  for (const text of ["", "error", "error=0.02", "error<", "error<x", "error<.", "toString<1", "gain<1"])
    assert.equal(readGoal(text, "draw"), undefined, text);
  assert.equal(readGoal("error<1", "nothing"), undefined);
});

test("it is reached strictly, and not by what is not known", () => {
  const below = { of: "error", sign: "<", value: 0.02 };
  const above = { ...below, sign: ">" };
  for (const [goal, number, so] of [
    [below, 0.019, true],
    [below, 0.02, false],
    [above, 0.021, true],
    [above, 0.02, false],
    [below, null, false],
    [below, undefined, false],
    [above, NaN, false],
  ])
    assert.equal(reaches(goal, number), so);
});

test("tabs without goals or parts have none", () => {
  assert.deepEqual([goalsOf("course"), coversOf("course"), goalsOf("nothing")], [{}, {}, {}]);
});

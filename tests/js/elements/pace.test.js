// What is beside the point waits until the hand rests.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Idle, RESTS } from "../../../aedemo/web/elements/pace.js";

const microtasks = () => new Promise(process.nextTick);

test("what waits for the hand begins once nothing is asked any more, with what was asked last", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const idle = new Idle(RESTS);
  const done = [];
  for (let move = 0; move < 5; move++) {
    idle.run([() => done.push(move)]);
    mock.timers.tick(RESTS - 1);
    await microtasks();
  }
  assert.deepEqual(done, []);
  for (const wait of [1, 0, 0]) {
    mock.timers.tick(wait);
    await microtasks();
  }
  assert.deepEqual(done, [4]);
  mock.timers.reset();
});

import assert from "node:assert/strict";
import test from "node:test";

import {
  centre,
  gallery,
  isBlank,
  PIXELS,
  readGallery,
  SIDE,
  testDigits,
} from "../../../aedemo/web/data/digits.js";
import { Pcg32 } from "../../../aedemo/web/maths/pcg32.js";
import { near } from "../near.js";
import "../served.js";

/** A picture from level(column, row). */
const picture = (level) =>
  Float32Array.from({ length: PIXELS }, (_, at) => level(at % SIDE, Math.floor(at / SIDE)));

/** A bar between two points, `wide` pixels, with soft edges. */
const bar = ([x1, y1], [x2, y2], wide) =>
  picture((x, y) => {
    const [dx, dy] = [x2 - x1, y2 - y1];
    const along = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
    return Math.min(1, Math.max(0, wide / 2 + 0.5 - Math.hypot(x - x1 - along * dx, y - y1 - along * dy)));
  });

function massAndMiddle(pixels) {
  let [mass, x, y] = [0, 0, 0];
  pixels.forEach((value, at) => {
    mass += value;
    x += value * (at % SIDE);
    y += value * Math.floor(at / SIDE);
  });
  return { mass, x: x / mass, y: y / mass };
}

function longerSide(pixels, threshold) {
  const places = [...pixels.keys()].filter((at) => pixels[at] >= threshold);
  const length = (numbers) => Math.max(...numbers) - Math.min(...numbers) + 1;
  return Math.max(length(places.map((at) => at % SIDE)), length(places.map((at) => Math.floor(at / SIDE))));
}

test("the test digits are those of the files", async () => {
  const { count, digit, label } = await testDigits();
  assert.equal(count, 10_000);
  for (const { index, label: known, pixels } of await gallery()) {
    assert.equal(label(index), known);
    assert.deepEqual(digit(index), pixels);
  }
  assert.deepEqual([0, 1, 2, 9998, 9999].map(label), [7, 2, 1, 5, 6]);
  const all = (await gallery()).flatMap(({ pixels }) => [...pixels]);
  assert.ok(all.every((value) => value >= 0 && value <= 1 && Number.isInteger(Math.round(255 * value))));
  assert.equal(Math.max(...all), 1);
});

test("a digit of the test set is centred already and stays as it is", async () => {
  const { digit } = await testDigits();
  for (let index = 0; index < 10_000; index += 97) assert.deepEqual(centre(digit(index)), digit(index));
});

test("what is drawn anywhere, in any size, comes to the middle, 20 pixels large", () => {
  const random = new Pcg32(1);
  for (let round = 0; round < 40; round++) {
    const [left, length, y1, y2, thickness] = random.uniform(5);
    const [x1, x2] = [2 + 4 * left, 7 + 4 * left + 15 * length];
    const drawn = bar([x1, 2 + 24 * y1], [x2, 2 + 24 * y2], 1.5 + 2 * thickness);
    const centred = centre(drawn);
    const { x, y } = massAndMiddle(centred);
    assert.ok(x > 13.49 && x < 14.51 && y > 13.49 && y < 14.51, `centre of mass ${x}, ${y}`);
    const side = longerSide(centred, 0.25); // enlarging leaves a soft edge around
    assert.ok(Math.abs(side - 19) <= 1, `${side} pixels large`);
    assert.ok(centred.every((value) => value >= 0 && value <= 1 + 1e-6));
  }
});

test("ink scales with the area", () => {
  const square = (side) => picture((x, y) => +(x >= 3 && x < 3 + side && y >= 5 && y < 5 + side));
  for (const side of [5, 10, 20, 22]) near(massAndMiddle(centre(square(side))).mass, 400, 8);
});

test("a shift of the drawing by whole pixels changes nothing", () => {
  const drawn = bar([6, 7], [11, 16], 2);
  const shifted = picture((x, y) => (x >= 5 && y >= 3 ? drawn[(y - 3) * SIDE + x - 5] : 0));
  near(centre(shifted), centre(drawn), 1e-6);
});

test("a line with a heavy end goes to the border, and what would lie beyond is cut off", () => {
  const drawn = picture((x, y) => (y === 14 && x >= 4 && x < 24 ? (x < 20 ? 0.1 : 1) : 0));
  const shift = -5; // of the centre of mass, from 18.64 to 13.64
  near(massAndMiddle(drawn).x, 18.64, 0.01);
  const expected = picture((x, y) => (x - shift < SIDE ? drawn[y * SIDE + x - shift] : 0));
  assert.deepEqual(centre(drawn), expected);
  assert.ok(expected[14 * SIDE] > 0, "up to the border");
});

test("no ink stays no ink", () => {
  const faint = new Float32Array(PIXELS).fill(0.04);
  assert.ok(isBlank(new Float32Array(PIXELS)) && isBlank(faint));
  assert.equal(centre(faint), faint);
  assert.ok(!isBlank(bar([14, 14], [14, 14], 1)));
});

test("a gallery with a digit that is none is refused", async () => {
  const pixels = btoa("\0".repeat(PIXELS));
  assert.equal(readGallery([{ index: 3, label: 0, pixels }]).length, 1);
  for (const wrong of [{ pixels: pixels.slice(4) }, { index: "3" }, { label: undefined }, { pixels: "%" }])
    assert.throws(() => readGallery([{ index: 3, label: 0, pixels, ...wrong }]));
  assert.throws(() => readGallery({}));
});

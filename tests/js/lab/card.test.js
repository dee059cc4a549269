import assert from "node:assert/strict";
import { test } from "node:test";

import { card, chart } from "../../../aedemo/web/state/lab/card.js";
import { powers } from "../../../aedemo/web/state/lab/ticks.js";

const line = (values) => ({ label: "a", colour: "red", values });

test("a curve goes from the first step to the last, higher errors above lower ones, gaps left out", () => {
  const [, way] = chart([line([0.2, null, 0.1, 0.05])]).match(/<path d="M([^"]+)"/);
  const places = way.split("L").map((place) => place.split(" ").map(Number));
  assert.equal(places.length, 3);
  assert.equal(places.at(-1)[0], 640);
  const heights = places.map(([, y]) => y);
  assert.deepEqual(
    heights,
    heights.toSorted((one, other) => one - other),
  );
  assert.ok(Math.abs(heights[1] - heights[0] - (heights[2] - heights[1])) < 0.2); // halved twice
});

test("long curves are thinned and keep their end; what is no height draws nothing", () => {
  const long = chart([line(Array.from({ length: 100000 }, (_, at) => 1 + 1 / (at + 1)))]);
  assert.ok(long.length < 20000);
  assert.match(long, /L640\.0 /);
  assert.equal(chart([line([null, null])]), "");
  assert.doesNotMatch(chart([line([NaN, 0.1, 0.2])]), /NaN/);
});

test("what a card is given stands in it as text", () => {
  const html = card({
    language: "en",
    title: "<b>",
    facts: [["x", '"<i>&']],
    pictures: [],
    curves: "",
    lines: [],
    link: "https://example.org/?a=1&b=2",
  });
  assert.ok(html.includes("&lt;b&gt;") && html.includes("&quot;&lt;i&gt;&amp;"));
  assert.ok(!html.includes("<b>") && !html.includes("<i>"));
});

test("marks stand at 1, 2 and 5 within few powers of ten, and thin out over many", () => {
  assert.deepEqual(powers(0.015, 0.3), [0.02, 0.05, 0.1, 0.2]);
  assert.deepEqual(powers(2e-9, 0.5), [1e-7, 1e-5, 1e-3, 1e-1]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { SETTINGS } from "../../../aedemo/web/state/settings.js";
import { around, closer, fileName, inWords, lines, sheet } from "../../../aedemo/web/state/snapshot.js";

test("a picture is called by its tab and its network", () => {
  assert.equal(fileName("draw", { variant: "vae-2d", digit: "t3" }), "aedemo-draw-vae-2d.png");
  assert.equal(fileName("denoise", { kind: "masking" }), "aedemo-denoise.png");
});

test("it says the settings that have a control now", () => {
  const element = { kind: "masking", level: 0.5, seed: 7, centring: true, variant: "dense", width: 3 };
  const words = (tab) => inWords(SETTINGS[tab], element, (key) => `<${key}>`, String);
  assert.deepEqual(words("denoise"), ["<noise_kind>: <noise_masking>", "<noise_level>: 0.5", "<seed>: 7"]);
  assert.deepEqual(words("draw"), ["<centring>: ✓"]);
});

test("a link is broken into lines that hold all of it", () => {
  const link = "https://example.org/?tab=draw&digit=t3.xyz";
  const broken = lines(link, 10, ({ length }) => length);
  assert.equal(broken.join(""), link);
  assert.equal(Math.max(...broken.map(({ length }) => length)), 10);
});

test("bands with nothing in them get narrow, and nothing moves within what stands beside each other", () => {
  const at = (top, bottom) => ({ left: 0, top, right: 9, bottom });
  assert.deepEqual(closer([at(900, 950), at(100, 200), at(150, 400), at(410, 420), at(620, 700)]), [
    200 - 24 + (200 - 24),
    0,
    0,
    0,
    200 - 24,
  ]);
});

test("what is shown stands between what is said, and nothing is cut off", () => {
  const boxes = [
    { left: 100, top: 300, right: 220, bottom: 420 },
    { left: 240, top: 280, right: 360, bottom: 400 },
  ];
  const box = around(boxes, 0);
  assert.deepEqual(box, { left: 100, top: 280, right: 360, bottom: 420 });
  assert.equal(around(boxes, 400).right, 500);
  const { width, height, margin, foot, moved } = sheet(box, 50, 20);
  assert.ok(moved[0] + box.left > 0 && moved[0] + box.right < width);
  assert.ok(margin + 50 < moved[1] + box.top && moved[1] + box.bottom < foot && foot + 20 < height);
});

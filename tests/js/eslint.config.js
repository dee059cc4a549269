// What is checked beside types and format: plain mistakes, and that imports run one way.

import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import globals from "globals";

const inside = (rooms) => rooms.map((room) => `aedemo/web/${room}/**`);

// The rooms of the page from the ground up: each knows only those of its own floor and below.
const FLOORS = [
  ["files", "maths"],
  ["engine", "data"],
  ["state"],
  ["elements"],
  ["parts", "charts"],
  ["tabs"],
];
const PURE = FLOORS.slice(0, 3).flat();

const oneWay = FLOORS.slice(0, -1).map((rooms, floor) => {
  const above = FLOORS.slice(floor + 1).flat();
  const patterns = above.map((room) => `**/${room}/**`);
  return { files: inside(rooms), rules: { "no-restricted-imports": ["error", { patterns }] } };
});

const apart = { regex: "^\\.\\./[^.]", message: "A tab does not know the others." };

export default defineConfig([
  js.configs.recommended,
  { rules: { eqeqeq: "error", "prefer-const": ["error", { destructuring: "all" }] } },
  { files: ["tests/js/**"], languageOptions: { globals: globals.node } },
  { files: inside(["**"]), ignores: inside(PURE), languageOptions: { globals: globals.browser } },
  // The pure rooms run in the page, in its workers and in Node: they may name what all three have.
  { files: inside(PURE), languageOptions: { globals: globals["shared-node-browser"] } },
  ...oneWay,
  { files: inside(["tabs/*"]), rules: { "no-restricted-imports": ["error", { patterns: [apart] }] } },
]);

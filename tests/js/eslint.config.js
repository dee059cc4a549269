// What is checked beside types and format: plain mistakes, and names that are not there. That
// imports run one way is held by tests/test_web_house.py.

import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import globals from "globals";

const PURE = ["files", "maths", "engine", "data", "state"].map((room) => `aedemo/web/${room}/**`);

export default defineConfig([
  { ignores: ["aedemo/web/vendor/**"] }, // as its authors have it
  js.configs.recommended,
  { rules: { eqeqeq: "error", "prefer-const": ["error", { destructuring: "all" }] } },
  { files: ["tests/js/**"], languageOptions: { globals: globals.node } },
  { files: ["aedemo/web/**"], ignores: PURE, languageOptions: { globals: globals.browser } },
  // The pure rooms run in the page, in its workers and in Node: they may name what all three have.
  { files: PURE, languageOptions: { globals: globals["shared-node-browser"] } },
  // These have to do with workers and canvases.
  {
    files: ["aedemo/web/engine/client.js", "aedemo/web/files/pictures/**"],
    languageOptions: { globals: globals.worker },
  },
]);

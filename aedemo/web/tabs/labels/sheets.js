// The labelled digits in a sheet, a column for each class, and in another the first of each class with
// what was sampled around it.

import { COPIES } from "../../data/labelled.js";
import { paint } from "../../elements/pictures.js";

const GAP = 6; // between digits and what was sampled around them

export const MOST = 100; // labelled digits that are shown and sampled around: of more it would take too long

const sheet = (name) => `
  <figure data-sheet="${name}"><canvas role="img"></canvas><figcaption class="value"></figcaption></figure>`;

export const sheetsHtml = `<div class="sheets">${sheet("labelled")}${sheet("sampled")}</div>`;

// Paints the labelled digits, a list of 784 pixels each, class after class.
export function paintLabelled([labelled, sampled], pictures) {
  labelled.width = sampled.width = 280;
  labelled.height = (28 * pictures.length) / 10;
  sampled.height = 28 * (1 + COPIES) + GAP;
  if (pictures.length > MOST) return;
  pictures.forEach((pixels, at) => put(labelled, pixels, at % 10, Math.floor(at / 10)));
  pictures.slice(0, 10).forEach((pixels, column) => put(sampled, pixels, column, 0));
}

// Paints a sample around the digit number `at`.
export function paintSampled([, sampled], at, copy, pixels) {
  if (at < 10) put(sampled, pixels, at, 1 + copy, GAP);
}

const tile = document.createElement("canvas");
function put(canvas, pixels, column, row, gap = 0) {
  paint(tile, pixels);
  canvas.getContext("2d").drawImage(tile, 28 * column, 28 * row + gap);
}

// Digits as a cloud of small characters on a canvas, in two dimensions or three; those in three are
// seen from far away, turned about the middle.

import { inside } from "../elements/numbers.js";

/** The style sheet of the cloud. */
export const CLOUD = new URL("cloud.css", import.meta.url);

const DEPTHS = 6; // sizes and strengths of the characters, from the furthest to the nearest
const FLAT = DEPTHS - 2; // that of all characters in two dimensions
const GRASP = 6; // CSS pixels from a character to a pointer that is on it
// The hues of the digits: those that are often taken for each other lie apart.
const HUES = [355, 230, 60, 30, 95, 145, 120, 190, 265, 310];

/**
 * Gives an element of the class "ink" the colour of a digit.
 * @param {HTMLElement} element
 * @param {number} label
 */
export const tint = (element, label) => element.style.setProperty("--hue", String(HUES[label]));

/** The cloud on one canvas. */
export class Cloud {
  middle = [0, 0]; // the place in the middle of the map
  #canvas;
  #size = 2;
  #places = [];
  #labels = [];
  #reach = 1;
  #axes = []; // the directions of the map that point to the right, up, and towards the viewer
  #seen = [];
  #sprites = {};

  constructor(canvas) {
    this.#canvas = canvas;
  }

  // Shows digits called `labels` at places: `size` numbers of `rows` for each.
  set({ size, rows }, labels) {
    this.#size = size;
    this.#labels = labels;
    this.#places = labels.map((_, row) => [...rows.slice(row * size, (row + 1) * size)]);
    this.middle = this.#places[0].map((_, axis) => {
      const along = this.#places.map((place) => place[axis]);
      return (Math.min(...along) + Math.max(...along)) / 2;
    });
    const away = (place) => place.map((value, axis) => Math.abs(value - this.middle[axis]));
    const length = size === 2 ? (sides) => Math.max(...sides) : (sides) => Math.hypot(...sides);
    // Of places that are all the same, as those of a network that has learned nothing may be, any.
    this.#reach = 1.04 * Math.max(...this.#places.map((place) => length(away(place)))) || 1;
  }

  // Where a place is seen: x and y in shares of the canvas from its upper left, and depth, −1 to 1.
  project(place) {
    const [x, y, depth] = this.#axes.map((axis) =>
      axis.reduce((sum, value, at) => sum + (value * (place[at] - this.middle[at])) / this.#reach, 0),
    );
    return { x: (1 + x) / 2, y: (1 - y) / 2, depth };
  }

  // The place that is seen there: in three dimensions that of the foremost character below the
  // pointer, or else in the plane through the middle that faces the viewer.
  at(x, y) {
    const [right, up] = this.#axes;
    const [across, along] = [2 * x - 1, 1 - 2 * y].map((share) => this.#reach * inside(share, -1, 1));
    const empty = () => this.middle.map((value, axis) => value + across * right[axis] + along * up[axis]);
    return (this.#size === 3 && this.#foremost(x, y)) || empty();
  }

  #foremost(x, y) {
    const grasp = GRASP / this.#canvas.clientWidth;
    let found = -1;
    this.#seen.forEach((seen, row) => {
      if (Math.hypot(seen.x - x, seen.y - y) > grasp || seen.depth < this.#seen[found]?.depth) return;
      found = row;
    });
    return this.#places[found];
  }

  // Draws all, turned to the right by `turn` degrees and towards the viewer by `tilt`.
  draw(turn, tilt) {
    this.#axes = this.#size === 2 ? axes(0, 0).map((axis) => axis.slice(0, 2)) : axes(turn, tilt);
    const width = Math.round(this.#canvas.clientWidth * devicePixelRatio);
    if (!width || !this.#places.length) return;
    if (this.#canvas.width !== width) this.#canvas.width = this.#canvas.height = width;
    this.#seen = this.#places.map((place) => this.project(place));
    const { sheet, cell } = this.#drawSprites(width);
    const layers = Array.from({ length: DEPTHS }, () => []);
    this.#seen.forEach((seen, row) => {
      const depth = Math.min(DEPTHS - 1, Math.floor(((1 + seen.depth) / 2) * DEPTHS));
      layers[this.#size === 2 ? FLAT : depth].push(row);
    });
    const context = this.#canvas.getContext("2d");
    context.clearRect(0, 0, width, width);
    const corner = (share) => Math.round(share * width - cell / 2);
    layers.forEach((rows, depth) => {
      for (const row of rows) {
        const { x, y } = this.#seen[row];
        const from = [this.#labels[row] * cell, depth * cell, cell, cell];
        context.drawImage(sheet, ...from, corner(x), corner(y), cell, cell);
      }
    });
  }

  // Every digit in every depth that there is, drawn once for a width and a theme.
  #drawSprites(width) {
    const colours = HUES.map((_, label) => {
      tint(this.#canvas, label);
      return getComputedStyle(this.#canvas).color;
    });
    const depths = this.#size === 2 ? [FLAT] : Array.from({ length: DEPTHS }, (_, depth) => depth);
    const key = `${width} ${colours} ${depths}`;
    if (this.#sprites.key === key) return this.#sprites;
    const font = Math.max(8 * devicePixelRatio, width / 50);
    const cell = Math.ceil(1.4 * font);
    const sheet = document.createElement("canvas");
    Object.assign(sheet, { width: cell * HUES.length, height: cell * DEPTHS });
    const context = sheet.getContext("2d");
    Object.assign(context, { textAlign: "center", textBaseline: "middle" });
    for (const depth of depths) {
      const near = depth / (DEPTHS - 1);
      context.font = `600 ${font * (0.7 + 0.4 * near)}px system-ui, sans-serif`;
      context.globalAlpha = 0.7 + 0.3 * near;
      colours.forEach((colour, label) => {
        context.fillStyle = colour;
        context.fillText(String(label), (label + 0.5) * cell, (depth + 0.5) * cell);
      });
    }
    this.#sprites = { key, sheet, cell };
    return this.#sprites;
  }
}

// The rotation about the upright axis by `turn`, then about the one to the right by `tilt` degrees.
function axes(turn, tilt) {
  const [a, b] = [turn, tilt].map((angle) => (angle * Math.PI) / 180);
  return [
    [Math.cos(a), 0, Math.sin(a)],
    [Math.sin(a) * Math.sin(b), Math.cos(b), -Math.cos(a) * Math.sin(b)],
    [-Math.sin(a) * Math.cos(b), Math.sin(b), Math.cos(a) * Math.cos(b)],
  ];
}

// A square grid of cells with a number in each, drawn into an <svg>. With `onPoint` it can be
// pointed at by mouse, touch and arrow keys; `place` is then the [row, column] last pointed at.

import { stepping } from "../elements/keys.js";
import { inside } from "../elements/numbers.js";
import { gestures } from "../elements/pointing.js";

/** The style sheet of the cells. */
export const CELLS = new URL("cells.css", import.meta.url);

const NAMESPACE = "http://www.w3.org/2000/svg";
const UNIT = 20;
const GAP = 2;

/** The cells of one <svg>. */
export class Cells {
  place = [0, 0];
  #svg;
  #side = 0;
  #nodes = [];
  #onPoint;

  constructor(svg, onPoint) {
    this.#svg = svg;
    this.#onPoint = onPoint;
    if (!onPoint) return;
    const follow = (event) => this.#follow(event);
    gestures(svg, { press: follow, drag: follow, hover: (event) => event && follow(event) });
    svg.onfocus = () => onPoint();
    stepping(svg, ([right, up]) => this.#go([this.place[0] - up, this.place[1] + right]));
  }

  // The grid with this many rows and columns; a pointed place that is no longer there moves in.
  set side(side) {
    if (side === this.#side) return;
    this.#side = side;
    this.place = this.place.map((value) => Math.min(value, side - 1));
    this.#svg.setAttribute("viewBox", `0 0 ${side * UNIT} ${side * UNIT}`);
    this.#svg.style.setProperty("--side", side);
    this.#nodes = Array.from({ length: side * side }, (_, at) => {
      const [x, y] = [(at % side) * UNIT, Math.floor(at / side) * UNIT];
      const box = node("rect", {
        x: x + GAP / 2,
        y: y + GAP / 2,
        width: UNIT - GAP,
        height: UNIT - GAP,
        rx: 2,
      });
      const label = node("text", { x: x + UNIT / 2, y: y + UNIT / 2 });
      return { box, label };
    });
    this.#svg.replaceChildren(...this.#nodes.flatMap(({ box, label }) => [box, label]));
  }

  // Shows each cell as look(row, column) says: {text, share: 0…1 of the full colour, mark}.
  draw(look) {
    this.#nodes.forEach(({ box, label }, at) => {
      const { text = "", share = 0, mark = "" } = look(Math.floor(at / this.#side), at % this.#side);
      box.setAttribute("class", mark);
      box.style.setProperty("--share", share);
      label.textContent = text;
    });
  }

  #follow({ clientX, clientY }) {
    const box = this.#svg.getBoundingClientRect();
    const along = (part, whole) => Math.floor((this.#side * part) / whole);
    this.#go([along(clientY - box.top, box.height), along(clientX - box.left, box.width)]);
  }

  #go(place) {
    this.place = place.map((value) => inside(value, 0, this.#side - 1));
    this.#onPoint();
  }
}

function node(name, attributes) {
  const element = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

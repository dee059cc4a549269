// A square grid of cells with a number in each, drawn into an <svg>. With `onPoint` it can be
// pointed at by mouse, touch and arrow keys; `place` is then the [row, column] last pointed at.

import { stepping } from "../elements/keys.js";
import { inside } from "../elements/numbers.js";
import { gestures } from "../elements/pointing.js";
import { mark, write } from "../elements/write.js";

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
    // What is there stays where it is, or its texts, which is slow, would be laid out anew.
    while (this.#svg.childElementCount > side) this.#svg.lastElementChild.remove();
    while (this.#svg.childElementCount < side) this.#svg.append(node("g", {}));
    this.#nodes = [...this.#svg.children].flatMap((line, row) => {
      while (line.childElementCount > 2 * side) line.lastElementChild.remove();
      for (let column = line.childElementCount / 2; column < side; column++)
        line.append(...cell(row, column));
      const { children } = line;
      return Array.from({ length: side }, (_, at) => ({
        box: children[2 * at],
        label: children[2 * at + 1],
      }));
    });
  }

  // Shows each cell as look(row, column) says: {text, share: 0…1 of the full colour, mark}.
  draw(look) {
    this.#nodes.forEach(({ box, label }, at) => {
      const shown = look(Math.floor(at / this.#side), at % this.#side);
      mark(box, "class", shown.mark ?? "");
      box.style.setProperty("--share", shown.share ?? 0);
      write(label, shown.text);
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

function cell(row, column) {
  const [x, y] = [column * UNIT, row * UNIT];
  const box = { x: x + GAP / 2, y: y + GAP / 2, width: UNIT - GAP, height: UNIT - GAP, rx: 2 };
  return [node("rect", box), node("text", { x: x + UNIT / 2, y: y + UNIT / 2 })];
}

function node(name, attributes) {
  const element = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

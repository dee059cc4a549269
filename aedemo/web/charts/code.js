// A code that can be touched: bars up and down from a zero line that stays where it is, or, where
// there are too many numbers for bars, a grid of cells. Each number is dragged up and down, or moved
// by keys: to the sides for another number, up and down for its value.

import { along, arrow } from "../elements/keys.js";
import { inside, minus } from "../elements/numbers.js";
import { paintSigned } from "../elements/pictures.js";
import { gestures } from "../elements/pointing.js";
import { tell } from "../elements/slider.js";
import { FEW, reach } from "./bars.js";
import { deepened, grid } from "./grid.js";

/** @import { Vector } from "../maths/matrix.js" */

/** The style sheet of the chart. */
export const CODE = new URL("code.css", import.meta.url);

/** The chart, as HTML. */
export const codeHtml = `
  <div class="touch" role="slider" tabindex="0" data-name="the_code" aria-orientation="vertical">
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <path class="off" /><path class="numbers" /><path class="turned" /><path class="own" />
      <path class="zero" d="M0 50H100" />
    </svg>
    <canvas class="empty" hidden aria-hidden="true"></canvas>
    <div class="held" hidden></div>
  </div>`;

const STEPS = 40; // of an arrow key, from the lowest to the highest
const PAGES = { PageUp: 8, PageDown: -8 };
const DRAG = 80; // pixels that a number of the grid is dragged from 0 to the end of its scale

/** The numbers of one code. */
export class Code {
  #root;
  #does;
  #code = new Float32Array();
  #own = new Float32Array();
  #order = []; // of a grid: the number in each cell
  #columns = 1;
  #scale = 1;
  #width = 0;
  #usual;
  #at = 0;

  /**
   * @param {HTMLElement} root - made of codeHtml
   * @param {object} does
   * @param {(at: number, value: number) => void} does.turn - a number is given a value
   * @param {(at: number) => void} does.back - it is put back
   * @param {(at: number | null) => void} does.point - one is pointed at
   */
  constructor(root, does) {
    this.#root = root;
    this.#does = does;
    let from; // of a drag over the grid: where it began, and the value there
    const press = (event) => {
      this.#at = this.#nearest(event, true);
      from = { y: event.clientY, value: this.#code[this.#at] };
      if (!this.#order.length) follow(event);
      does.point(this.#at);
    };
    const follow = ({ clientY }) => {
      const { top, height } = root.getBoundingClientRect();
      const share = this.#order.length
        ? from.value / this.#scale + (from.y - clientY) / DRAG
        : 1 - (2 * (clientY - top)) / height;
      this.#turn(share * this.#scale);
    };
    gestures(root, {
      press,
      drag: follow,
      hover: (event) => this.#code.length && does.point(event && this.#nearest(event, false)),
    });
    root.ondblclick = () => does.back(this.#at);
    root.onkeydown = (event) => this.#key(event);
    root.onfocus = () => this.#mark();
    root.onblur = () => this.#mark();
  }

  /** The number that was pressed last, or chosen by keys. */
  get at() {
    return this.#at;
  }

  /** The largest value that a number of this code is given. */
  get scale() {
    return this.#scale;
  }

  /**
   * @param {Vector | null} code - as it is shown; null for none
   * @param {object} [about]
   * @param {Vector} about.own - as the digit's own was
   * @param {{ mean: number[], std: number[] }} about.usual - over the test digits
   * @param {number[]} about.shape - of maps, if the encoder ends in such
   * @param {number} about.width - how many of the numbers count
   */
  draw(code, about) {
    this.#root.classList.toggle("empty", !code);
    this.#code = Float32Array.from(code ?? []);
    if (code) {
      const { own, usual, shape, width } = about;
      if (this.#own.length !== own.length) this.#at = 0;
      this.#own = Float32Array.from(own);
      this.#width = width;
      this.#usual = usual;
      // A number is not turned beyond this, so it stays while one drags.
      this.#scale = reach(usual, own, this.#code);
      [this.#order, this.#columns] = own.length > FEW ? grid(shape, own.length) : [[], own.length];
    }
    this.#root.querySelector("svg").toggleAttribute("hidden", this.#order.length > 0);
    const canvas = this.#root.querySelector("canvas");
    canvas.hidden = !this.#order.length;
    canvas.classList.toggle("empty", canvas.hidden);
    if (this.#order.length) this.#grid();
    else this.#bars();
    this.#mark();
  }

  #bars() {
    const step = 100 / this.#columns;
    const shapes = { numbers: "", turned: "", own: "", off: "" };
    const up = (value) => 50 - 50 * inside(value / this.#scale, -1, 1);
    this.#code.forEach((value, at) => {
      if (at >= this.#width) return;
      const left = (at + 0.1) * step;
      const turned = value !== this.#own[at];
      shapes[turned ? "turned" : "numbers"] += `M${left} 50V${up(value)}h${0.8 * step}V50z`;
      if (turned) shapes.own += `M${left} ${up(this.#own[at])}h${0.8 * step}`;
    });
    if (this.#width < this.#code.length)
      shapes.off = `M${this.#width * step} 0H100V100H${this.#width * step}z`;
    for (const [name, shape] of Object.entries(shapes))
      this.#root.querySelector(`.${name}`).setAttribute("d", shape);
  }

  #grid() {
    const values = this.#order.map((number) => deepened((this.#code[number] ?? 0) / this.#scale));
    paintSigned(this.#root.querySelector("canvas"), values, 1, this.#columns);
  }

  // The number under a pointer; of a grid, if it is to be pressed, the nearest that is not 0.
  #nearest({ clientX, clientY }, active) {
    const { left, top, width, height } = this.#root.getBoundingClientRect();
    const rows = this.#order.length / this.#columns || 1;
    const place = (share, count) => inside(Math.floor(share * count), 0, count - 1);
    const column = place((clientX - left) / width, this.#columns);
    if (!this.#order.length) return Math.min(column, this.#width - 1);
    const row = place((clientY - top) / height, rows);
    const here = row * this.#columns + column;
    if (!active || !this.#code.some((value) => value)) return this.#order[here];
    const far = (cell) => Math.hypot((cell % this.#columns) - column, Math.floor(cell / this.#columns) - row);
    const on = this.#order.map((_, cell) => cell).filter((cell) => this.#code[this.#order[cell]]);
    return this.#order[on.reduce((best, cell) => (far(cell) < far(best) ? cell : best))];
  }

  // No number goes further than four deviations from its mean, where it would be no code any more,
  // unless the digit's own does, as those of units that seldom fire do.
  #turn(value) {
    if (!this.#code.length) return;
    const { mean, std } = this.#usual;
    const [least, most] = [-4, 4].map((times) => mean[this.#at] + times * std[this.#at]);
    const own = this.#own[this.#at];
    const [from, to] = [Math.min(least, own), Math.max(most, own)];
    this.#does.turn(this.#at, inside(value, Math.max(from, -this.#scale), Math.min(to, this.#scale)));
  }

  #key(event) {
    if (!this.#code.length) return;
    const side = arrow(event)?.[0];
    const ends = { Home: 0, End: this.#width - 1 };
    const steps = side ? undefined : (along(event) ?? PAGES[event.key]);
    if (side || event.key in ends) {
      this.#at = ends[event.key] ?? (this.#at + side + this.#width) % this.#width;
      this.#does.point(this.#at);
    } else if (steps) {
      this.#turn(this.#code[this.#at] + (steps * 2 * this.#scale) / STEPS);
      this.#does.point(this.#at);
    } else if (["Delete", "Backspace"].includes(event.key)) {
      this.#does.back(this.#at);
    } else {
      return;
    }
    event.preventDefault();
    this.#mark();
  }

  // A frame around the number that keys move, and its value for those who do not see it.
  #mark() {
    const held = this.#root.querySelector(".held");
    held.hidden = !this.#code.length || !this.#root.matches(":focus-visible");
    if (!this.#code.length) return;
    const value = this.#code[this.#at];
    tell(this.#root, {
      min: Number((-this.#scale).toFixed(2)),
      max: Number(this.#scale.toFixed(2)),
      now: Number(value.toFixed(2)),
      text: `${this.#at + 1}: ${minus(value.toFixed(2))}`,
    });
    const rows = this.#order.length / this.#columns || 1;
    const cell = this.#order.length ? this.#order.indexOf(this.#at) : this.#at;
    Object.assign(held.style, {
      left: `${(100 * (cell % this.#columns)) / this.#columns}%`,
      top: `${(100 * Math.floor(cell / this.#columns)) / rows}%`,
      width: `${100 / this.#columns}%`,
      height: `${100 / rows}%`,
    });
  }
}

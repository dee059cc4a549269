// <ae-pad>: a 28×28 pad for mouse, touch, pen and keyboard. Event "draw" with every change.

import { gallery, PIXELS, SIDE, testDigits } from "../data/digits.js";
import { pack, unpack } from "../data/drawing.js";
import { Element } from "../elements/element.js";
import { arrow } from "../elements/keys.js";
import { inside } from "../elements/numbers.js";
import { oncePerFrame } from "../elements/pace.js";
import { paint } from "../elements/pictures.js";
import { gestures } from "../elements/pointing.js";

const RADIUS = 1.1; // of the brush, in pixels
const LEVELS = 3; // ink comes in steps of a third: four grey levels with black
const BLANK = { index: null, pixels: new Float32Array(PIXELS) };
const DRAWING = /^(?:t(\d{1,4}))?(?:\.([\w-]{1,300}))?$/;

/** The pad. What is drawn on it is read as `pixels`. */
export class Pad extends Element {
  static styles = [new URL("pad.css", import.meta.url)];
  static html = `
    <div class="pad">
      <canvas width="28" height="28" class="digit" tabindex="0" role="application" data-name="pad_name"></canvas>
      <div class="cursor" hidden></div>
      <p class="hint" data-text="pad_hint"></p>
    </div>`;

  // What is seen is the larger of a test digit below, if one was picked, and the ink on top.
  #index = null;
  #ink = new Uint8Array(PIXELS);
  #pixels = new Float32Array(PIXELS);
  #changes = 0;
  #last; // place of the pointer that draws
  #cursor = { x: 14, y: 6 };
  #pen = false;
  #paint = oncePerFrame(() => this.refresh());

  start() {
    this.canvas = this.one("canvas");
    gestures(this.canvas, { press: (event) => this.#press(event), drag: (event) => this.#drag(event) });
    this.canvas.onkeydown = (event) => this.#key(event);
    this.canvas.onfocus = () => this.refresh();
    this.canvas.onblur = () => this.refresh();
  }

  // 784 values in [0, 1].
  get pixels() {
    return this.#pixels;
  }

  // The number of the test digit that is seen, if one was picked and nothing is drawn on it.
  get picked() {
    return this.#ink.some(Boolean) ? null : this.#index;
  }

  // Replaces the drawing by a test digit.
  pick({ index, pixels }) {
    this.#changes++;
    this.#index = index;
    this.#ink.fill(0);
    this.#pixels = Float32Array.from(pixels);
    this.refresh();
  }

  // The same, as something the visitor does.
  take(digit) {
    this.pick(digit);
    this.#drawn();
  }

  clear() {
    this.take(BLANK);
  }

  // The drawing as text: "t" and the number of a test digit, "." and the ink; empty if blank.
  async drawing() {
    const digit = this.#index === null ? "" : `t${this.#index}`;
    return this.#ink.some(Boolean) ? `${digit}.${await pack(this.#ink)}` : digit;
  }

  // Puts back what drawing() gave; false, and nothing changes, if the text is something else.
  async restore(text) {
    const [matches, digit, packed] = DRAWING.exec(text) ?? [];
    const ink = packed ? await unpack(packed) : new Uint8Array(PIXELS);
    if (matches === undefined || !ink) return false;
    const changes = this.#changes;
    const picked = digit === undefined ? BLANK : await testDigit(Number(digit));
    if (changes !== this.#changes) return true; // somebody draws already
    this.pick(picked);
    ink.forEach((level, at) => this.#lay(at, level));
    this.#drawn();
    return true;
  }

  refresh() {
    if (!this.canvas) return;
    paint(this.canvas, this.#pixels);
    const cursor = this.one(".cursor");
    cursor.hidden = !this.canvas.matches(":focus-visible");
    cursor.classList.toggle("pen", this.#pen);
    cursor.style.left = `${((this.#cursor.x + 0.5) / SIDE) * 100}%`;
    cursor.style.top = `${((this.#cursor.y + 0.5) / SIDE) * 100}%`;
    this.one(".hint").hidden = this.#pixels.some((value) => value > 0);
  }

  #drawn() {
    this.#paint();
    this.emit("draw");
  }

  #place(event) {
    const box = this.canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * SIDE - 0.5,
      y: ((event.clientY - box.top) / box.height) * SIDE - 0.5,
    };
  }

  #press(event) {
    this.#last = this.#place(event);
    this.#stroke(this.#last, this.#last);
  }

  #drag(event) {
    const parts = event.getCoalescedEvents?.() ?? [];
    for (const part of parts.length ? parts : [event]) {
      const to = this.#place(part);
      this.#stroke(this.#last, to);
      this.#last = to;
    }
  }

  #key(event) {
    const step = arrow(event);
    if (step) {
      const from = this.#cursor;
      const [x, y] = [from.x + step[0], from.y - step[1]].map((value) => inside(value, 0, SIDE - 1));
      this.#cursor = { x, y };
      if (this.#pen) this.#stroke(from, this.#cursor);
    } else if (event.key === " " || event.key === "Enter") {
      this.#pen = !this.#pen;
      if (this.#pen) this.#stroke(this.#cursor, this.#cursor);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.clear();
    } else {
      return;
    }
    event.preventDefault();
    this.refresh();
  }

  // Lays ink along a line: full inside the brush, fading over one pixel at its edge.
  #stroke(from, to) {
    const reach = RADIUS + 0.5;
    const [left, right] = [Math.min(from.x, to.x) - reach, Math.max(from.x, to.x) + reach];
    const [top, bottom] = [Math.min(from.y, to.y) - reach, Math.max(from.y, to.y) + reach];
    for (let y = Math.max(0, Math.ceil(top)); y <= Math.min(SIDE - 1, bottom); y++) {
      for (let x = Math.max(0, Math.ceil(left)); x <= Math.min(SIDE - 1, right); x++) {
        const ink = inside(reach - distance({ x, y }, from, to));
        this.#lay(y * SIDE + x, Math.round(ink * LEVELS));
      }
    }
    this.#drawn();
  }

  #lay(at, level) {
    this.#changes++;
    this.#ink[at] = Math.max(this.#ink[at], level);
    this.#pixels[at] = Math.max(this.#pixels[at], level / LEVELS);
  }
}

// A test digit: from the gallery if it is there, which saves loading them all.
async function testDigit(index) {
  const shown = (await gallery()).find((digit) => digit.index === index);
  return shown ?? { index, pixels: (await testDigits()).digit(index) };
}

// From a point to the segment a–b.
function distance(point, a, b) {
  const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  const along = length ? ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / length : 0;
  const t = inside(along);
  return Math.hypot(point.x - a.x - t * (b.x - a.x), point.y - a.y - t * (b.y - a.y));
}

customElements.define("ae-pad", Pad);

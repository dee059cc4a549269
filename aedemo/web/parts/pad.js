// <ae-pad>: a 28×28 pad for mouse, touch, pen and keyboard. Event "draw" with every change. Properties:
// pixels, erasing, onTop (whether the first stroke on a picked digit leaves it there).

import { gallery, PIXELS, SIDE, testDigits } from "../data/digits.js";
import { pack, unpack } from "../data/drawing.js";
import { distance, LEVELS, Strokes } from "../data/strokes.js";
import { Element } from "../elements/element.js";
import { arrow } from "../elements/keys.js";
import { inside } from "../elements/numbers.js";
import { oncePerFrame } from "../elements/pace.js";
import { paint } from "../elements/pictures.js";
import { gestures } from "../elements/pointing.js";
import { mark } from "../elements/write.js";

const RADIUS = 1.1; // of the brush, in pixels
const ERASER = `<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M8 17 3 12 12 3 17 8 8 17H17M7 8 12 13"/></svg>`;
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
    </div>
    <div class="row tools" role="group" data-name="pad_tools">
      <button class="undo" data-name="undo">↶</button>
      <button class="redo" data-name="redo">↷</button>
      <button class="eraser" data-name="eraser">${ERASER}</button>
      <button class="clear" data-text="clear"></button>
    </div>`;

  #strokes = new Strokes();
  #pixels = new Float32Array(PIXELS); // what is seen of them
  #changes = 0;
  #erasing = false;
  onTop = false;
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
    this.one(".undo").onclick = () => this.undo();
    this.one(".redo").onclick = () => this.redo();
    this.one(".eraser").onclick = () => (this.erasing = !this.erasing);
    this.one(".clear").onclick = () => this.clear();
    this.#reflect();
  }

  // 784 values in [0, 1].
  get pixels() {
    return this.#pixels;
  }

  set pixels(values) {
    this.take({ index: null, pixels: Float32Array.from({ length: PIXELS }, (_, at) => inside(values[at])) });
  }

  // Whether the pointer takes ink away.
  get erasing() {
    return this.#erasing;
  }

  set erasing(erasing) {
    this.#erasing = erasing;
    this.#reflect();
  }

  undo() {
    this.#strokes.undo();
    this.#stepped();
  }

  redo() {
    this.#strokes.redo();
    this.#stepped();
  }

  // The number of the test digit that is seen, if one was picked and nothing is drawn on it.
  get picked() {
    return this.#strokes.inked ? null : this.#strokes.index;
  }

  // Replaces the drawing by a test digit.
  pick({ index, pixels }) {
    if (this.#changes) this.#strokes.keep(); // what a pad begins with is no step
    this.#strokes.put(index, pixels);
    this.#changed();
    this.#reflect();
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
    const { index, levels } = this.#strokes;
    const digit = index === null ? "" : `t${index}`;
    return levels.some(Boolean) ? `${digit}.${await pack(levels)}` : digit;
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
    ink.forEach((level, at) => this.#strokes.lay(at, level));
    this.#changed();
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

  #changed() {
    this.#changes++;
    this.#pixels = this.#strokes.pixels;
  }

  #stepped() {
    this.#changed();
    this.#reflect();
    this.#drawn();
  }

  // Shows what can be done.
  #reflect() {
    if (!this.canvas) return;
    this.one(".undo").disabled = !this.#strokes.canUndo;
    this.one(".redo").disabled = !this.#strokes.canRedo;
    mark(this.one(".eraser"), "aria-pressed", this.#erasing);
  }

  // What a stroke begins with.
  #begin() {
    this.#strokes.keep();
    if (this.picked !== null && !this.onTop && !this.#erasing) this.#strokes.put();
    this.#reflect();
  }

  #drawn() {
    this.#paint();
    this.emit("draw");
  }

  #place(event, box = this.canvas.getBoundingClientRect()) {
    return {
      x: ((event.clientX - box.left) / box.width) * SIDE - 0.5,
      y: ((event.clientY - box.top) / box.height) * SIDE - 0.5,
    };
  }

  #press(event) {
    this.#begin();
    this.#last = this.#place(event);
    this.#stroke(this.#last, this.#last);
  }

  #drag(event) {
    const parts = event.getCoalescedEvents?.() ?? [];
    const box = this.canvas.getBoundingClientRect();
    for (const part of parts.length ? parts : [event]) {
      const to = this.#place(part, box);
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
      if (this.#pen) {
        this.#begin();
        this.#stroke(this.#cursor, this.#cursor);
      }
    } else if (event.ctrlKey || event.metaKey) {
      const key = event.key.toLowerCase();
      if (key === "y" || (key === "z" && event.shiftKey)) this.redo();
      else if (key === "z") this.undo();
      else return;
    } else if (event.key.toLowerCase() === "e") {
      this.erasing = !this.erasing;
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.clear();
    } else {
      return;
    }
    event.preventDefault();
    this.refresh();
  }

  // Lays ink along a line, or takes it away: full inside the brush, fading over one pixel at its edge.
  #stroke(from, to) {
    const reach = RADIUS + 0.5;
    const [left, right] = [Math.min(from.x, to.x) - reach, Math.max(from.x, to.x) + reach];
    const [top, bottom] = [Math.min(from.y, to.y) - reach, Math.max(from.y, to.y) + reach];
    for (let y = Math.max(0, Math.ceil(top)); y <= Math.min(SIDE - 1, bottom); y++) {
      for (let x = Math.max(0, Math.ceil(left)); x <= Math.min(SIDE - 1, right); x++) {
        const ink = inside(reach - distance({ x, y }, from, to));
        const [at, level] = [y * SIDE + x, Math.round(ink * LEVELS)];
        if (this.#erasing) this.#strokes.erase(at, level);
        else this.#strokes.lay(at, level);
      }
    }
    this.#changed();
    this.#drawn();
  }
}

// A test digit: from the gallery if it is there, which saves loading them all.
async function testDigit(index) {
  const shown = (await gallery()).find((digit) => digit.index === index);
  return shown ?? { index, pixels: (await testDigits()).digit(index) };
}

customElements.define("ae-pad", Pad);

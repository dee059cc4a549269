// Where a denoising autoencoder pulls: the plane through a digit, towards another digit and along a
// direction of noise, and at each place of it an arrow.

import { arrowPath } from "../../charts/arrows.js";
import { gallery, PIXELS } from "../../data/digits.js";
import { clip } from "../../data/pixels.js";
import { stepping } from "../../elements/keys.js";
import { inside, thousandths } from "../../elements/numbers.js";
import { Idle, RESTS } from "../../elements/pace.js";
import { paint, picture } from "../../elements/pictures.js";
import { pointing } from "../../elements/pointing.js";
import { afterRest } from "../../elements/rest.js";
import { roving } from "../../elements/roving.js";
import { View, watch } from "../../elements/view.js";
import { mark, write } from "../../elements/write.js";
import { network } from "../../engine/network.js";
import { dot } from "../../maths/matrix.js";
import { Pcg32 } from "../../maths/pcg32.js";
import { thumb } from "../../parts/picker.js";
import { SETTINGS } from "../../state/settings.js";

// The plane, in units of the way from one digit to the other.
const { x: WAY, y: NOISE } = SETTINGS.constraint;
const FIELD = { left: WAY.least, right: WAY.most, top: NOISE.most };
const CELL = 0.15; // of the way from digit to digit
const COLUMNS = 1 + Math.round((FIELD.right - FIELD.left) / CELL);
const ROWS = 1 + Math.round((2 * FIELD.top) / CELL);
const SHORTER = 4; // the arrows of the grid are drawn at a quarter of their length
const STEP = 0.05; // of an arrow key

// The plane through `from` and `to` along a random direction orthogonal to both: point(x, y) is the
// picture x of the way on, and y times as far into the noise; coordinates(picture) is where a
// picture stands above the plane. `distance` is that of the two digits.
export function plane(from, to, seed) {
  const way = Float64Array.from(from, (value, at) => to[at] - value);
  const distance = Math.sqrt(dot(way, way));
  const noise = new Pcg32(seed).normal(PIXELS);
  const along = dot(noise, way) / distance ** 2;
  const across = noise.map((value, at) => value - along * way[at]);
  const scale = distance / Math.sqrt(dot(across, across));
  const up = across.map((value) => scale * value);
  return {
    distance,
    point: (x, y) => from.map((value, at) => value + x * way[at] + y * up[at]),
    coordinates(pixels) {
      const step = Float64Array.from(pixels, (value, at) => value - from[at]);
      return { x: dot(step, way) / distance ** 2, y: dot(step, up) / distance ** 2 };
    },
  };
}

// What the network makes of a picture. Noise was clipped to [0, 1] in its training, and so it is here.
export const restore = (net, pixels) => net.reconstruct(pixels.map(clip));

// How far the network moves the picture at the place that is kept.
export function pulled({ x, y, seed, towards }, input, { net, digits }) {
  const { pixels: target } = digits.find(({ label }) => label === towards);
  const here = plane(input, target, seed).point(x, y);
  return { step: apart(here, restore(net, here)) };
}

const apart = (a, b) => Math.sqrt(a.reduce((sum, value, at) => sum + (value - b[at]) ** 2, 0));

// In the drawing a cell is 1×1, and y points down.
const drawn = ({ x, y }) => [(x - FIELD.left) / CELL, (FIELD.top - y) / CELL];

// A place of the plane.
const placed = (x, y) => ({
  x: thousandths(inside(x, FIELD.left, FIELD.right)),
  y: thousandths(inside(y, -FIELD.top, FIELD.top)),
});

export class Field extends View {
  static html = `
    <h3 data-text="towards"></h3>
    <div class="strip towards" role="radiogroup" data-name="towards"></div>
    <p class="blank" role="status" data-text="towards_itself" hidden></p>
    <div class="vectors">
      <figure>
        <p class="value" data-text="field_up"></p>
        <svg viewBox="-0.5 -0.5 ${COLUMNS} ${ROWS}" tabindex="0" role="application" data-name="field_name">
          <path class="rule" d="M-0.5 ${(ROWS - 1) / 2}H${COLUMNS}" />
          <g class="arrows">${"<path />".repeat(COLUMNS * ROWS)}</g>
          <path class="whole" /><circle class="place" r="0.14" />
        </svg>
        <div class="ends-of-way"><canvas class="digit"></canvas><canvas class="digit"></canvas></div>
        <p class="value" data-text="field_along"></p>
      </figure>
      <div class="pictures">${picture("here", "field_here")} ${picture("pulled", "field_pulled")}
        <p class="note readout"></p><p class="heard" role="status"></p></div>
    </div>
    <p class="note" data-text="field_note"></p>`;

  #pulling = new Idle();
  #drawing = new Idle(RESTS); // of the arrows
  #say = afterRest(() => this.one(".heard"));
  #changed = watch();
  #pointed = null; // the place below the pointer
  #plane = null;

  static async load(name) {
    const [net, digits] = await Promise.all([network(name), gallery()]);
    return { net, digits };
  }

  start() {
    this.svg = this.one("svg");
    // The drawing has half a cell of margin on each side.
    const place = ({ x, y }) =>
      placed(FIELD.left + CELL * (COLUMNS * x - 0.5), FIELD.top - CELL * (ROWS * y - 0.5));
    pointing(this.svg, this.svg, {
      look: (share) => this.#look(share && place(share)),
      keep: (share) => this.#keep(place(share)),
    });
    stepping(this.svg, ([right, up]) => {
      const { x, y } = this.#pointed ?? this.element;
      this.#keep(placed(x + STEP * right, y + STEP * up));
    });
    roving(this.one(".towards"), { choose: true });
    this.one(".towards").onclick = (event) => {
      const digit = event.target.closest("button")?.dataset.digit;
      if (digit) this.element.towards = Number(digit);
    };
  }

  #look(place) {
    this.#pointed = place;
    this.element.refresh();
  }

  #keep(place) {
    this.#pointed = null;
    Object.assign(this.element, place);
  }

  show(input, { net, digits }) {
    const { towards, seed } = this.element;
    this.#choice(digits);
    const { pixels: target } = digits.find(({ label }) => label === towards);
    const itself = input.every((value, at) => Math.abs(value - target[at]) < 1e-6);
    this.one(".blank").hidden = !itself;
    this.one(".vectors").hidden = itself;
    if (itself) return;
    if (this.#changed(input, towards, seed)) {
      this.#plane = plane(input, target, seed);
      const [from, to] = this.all(".ends-of-way canvas");
      paint(from, input);
      paint(to, target);
      const arrows = [...this.all(".arrows path")];
      this.#drawing.run(arrows.map((path, at) => () => this.#pull(net, path, at)));
    }
    this.#pulling.run([() => this.#here(net)]);
  }

  #choice(digits) {
    const strip = this.one(".towards");
    if (!strip.children.length) {
      strip.append(...digits.slice(0, 10).map(({ label, pixels }) => thumb(label, pixels)));
      for (const button of strip.children) button.setAttribute("role", "radio");
    }
    for (const button of strip.children) {
      mark(button, "aria-label", this.text("pick_digit", { digit: button.dataset.digit }));
      mark(button, "aria-checked", Number(button.dataset.digit) === this.element.towards);
    }
  }

  #pull(net, path, at) {
    const x = FIELD.left + CELL * (at % COLUMNS);
    const y = FIELD.top - CELL * Math.floor(at / COLUMNS);
    const to = this.#plane.coordinates(restore(net, this.#plane.point(x, y)));
    const short = { x: x + (to.x - x) / SHORTER, y: y + (to.y - y) / SHORTER };
    mark(path, "d", arrowPath(drawn({ x, y }), drawn(short)));
  }

  #here(net) {
    const { x, y } = this.#pointed ?? this.element;
    const { point, coordinates, distance } = this.#plane;
    const noisy = point(x, y);
    const restored = restore(net, noisy);
    paint(this.one('[data-picture="here"] canvas'), noisy);
    paint(this.one('[data-picture="pulled"] canvas'), restored);
    const to = coordinates(restored);
    const [left, top] = drawn({ x, y });
    mark(this.one(".whole"), "d", arrowPath([left, top], drawn(to)));
    mark(this.one(".place"), "cx", left);
    mark(this.one(".place"), "cy", top);
    const step = apart(noisy, restored);
    const within = distance * Math.hypot(to.x - x, to.y - y);
    const readout = this.text("field_readout", {
      way: Math.round(100 * x),
      noise: ((Math.abs(y) * distance) / Math.sqrt(PIXELS)).toFixed(2),
      step: step.toFixed(1),
      within: within.toFixed(1),
      to: Math.round(100 * to.x),
    });
    write(this.one(".readout"), readout);
    this.#say(readout);
  }
}

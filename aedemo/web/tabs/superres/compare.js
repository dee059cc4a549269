// Two pictures of one thing on both sides of a line, which is dragged across; zoomed and moved together.

import { arrow } from "../../elements/keys.js";
import { inside } from "../../elements/numbers.js";
import { oncePerFrame } from "../../elements/pace.js";
import { gestures } from "../../elements/pointing.js";
import { slider, tell } from "../../elements/slider.js";
import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { Layers } from "./layers.js";
import { Work } from "./work.js";

const STEP = 0.05; // of an arrow key on the line
const STILL = 4; // CSS pixels: what moves less is a press
const CRISP = 2; // CSS pixels for one of the picture, from which on it is seen as a square
const FAST = 10; // pixels that an arrow key goes with Shift
const LEAST_MARK = 10; // CSS pixels

/** Where a length that is `scale` times as long begins in a frame, when `centre` of it is looked at. */
const begins = (frame, length, centre) =>
  length <= frame ? (frame - length) / 2 : -inside(centre * length - frame / 2, 0, length - frame);

export class Compare extends View {
  static html = `
    <div class="frame">
      <div class="surface" tabindex="0" role="application" data-name="picture_keys">
        <canvas aria-hidden="true"></canvas><canvas class="before" aria-hidden="true"></canvas><i class="place"></i>
      </div>
      <b class="left"></b><b class="right"></b>
      <div class="line" tabindex="0" role="slider" data-name="before_after" aria-valuemin="0" aria-valuemax="100"></div>
      <p class="work" hidden>${Work.html}</p>
    </div>
    <div class="tools controls"><span data-control="method"></span><span data-control="zoom"></span>
      <span data-control="differences"></span><button class="download" data-text="download" disabled></button></div>
    <p class="note differing" data-text="differences_note"></p>`;

  #layers = new Layers();
  #seen;
  #line = 0.5;
  #centre = { x: 0.5, y: 0.5 };
  #moved = false; // by hand, in the gesture that goes on
  #sides = []; // what is on the left and on the right, once it is there
  #redraw = oncePerFrame(() => this.#draw());

  start() {
    this.surface = this.one(".surface");
    const line = this.one(".line");
    slider(line, {
      track: () => this.surface,
      value: () => this.#line,
      set: (value) => this.#split(value),
      step: () => STEP,
    });
    this.one(".download").onclick = () => this.element.save();
    this.#gestures();
    this.surface.onkeydown = (event) => this.#keys(event);
    new ResizeObserver(this.#redraw).observe(this.surface);
    this.#split(this.#line);
  }

  #split(value) {
    this.#line = inside(value);
    this.root.style.setProperty("--line-at", String(this.#line));
    tell(this.one(".line"), { now: Math.round(100 * this.#line) });
  }

  // What fits is divided where it is dragged; what is larger than the frame is moved. A press looks at a place.
  #gestures() {
    let from;
    gestures(this.surface, {
      press: (event) => {
        from = { x: event.clientX, y: event.clientY, centre: this.#centre };
        this.#moved = false;
      },
      drag: ({ clientX, clientY }) => {
        const [dx, dy] = [clientX - from.x, clientY - from.y];
        this.#moved ||= Math.hypot(dx, dy) > STILL;
        if (!this.#moved) return;
        const { left, width } = this.surface.getBoundingClientRect();
        if (!this.#zoomed) return this.#split((clientX - left) / width);
        const { w, h } = this.#view();
        this.#centre = { x: inside(from.centre.x - dx / w), y: inside(from.centre.y - dy / h) };
        this.#redraw();
      },
      lift: (event) => this.#moved || this.#lookAt(event),
    });
    this.surface.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return; // else the page scrolls
      event.preventDefault();
      this.#zoom(event.deltaY < 0 ? 1 : -1);
    });
  }

  get #zoomed() {
    const { w, h, frame } = this.#view();
    return w > frame.width + 1 || h > frame.height + 1;
  }

  #lookAt({ clientX, clientY }) {
    const box = this.surface.getBoundingClientRect();
    const { left, top, w, h } = this.#view();
    const place = { x: (clientX - box.left - left) / w, y: (clientY - box.top - top) / h };
    if (inside(place.x) === place.x && inside(place.y) === place.y) Object.assign(this.element, place);
  }

  // Arrow keys go from pixel to pixel of the small picture.
  #keys(event) {
    const step = arrow(event);
    const zoom = { "+": 1, "=": 1, "-": -1 }[event.key];
    if (!step && !zoom) return;
    event.preventDefault();
    if (zoom) return this.#zoom(zoom);
    const { small } = this.#seen.found ?? {};
    if (!small) return;
    const far = event.shiftKey ? FAST : 1;
    const next = (share, size, steps) =>
      inside(Math.floor(share * size) + 0.5 + steps * far, 0.5, size - 0.5) / size;
    const place = {
      x: next(this.element.x, small.width, step[0]),
      y: next(this.element.y, small.height, -step[1]),
    };
    this.#centre = place;
    Object.assign(this.element, place);
  }

  #zoom(steps) {
    const { values } = this.element.constructor.settings.zoom;
    const at = values.indexOf(this.element.zoom) + steps;
    if (at in values) this.element.zoom = values[at];
  }

  /** @param {import("./superres.js").Seen} seen */
  async show(seen) {
    const { zoom, x, y } = seen;
    const anew = seen.found !== this.#seen?.found;
    if (anew) this.#sides = []; // of which the layers close the pictures
    if (anew || zoom !== this.#seen.zoom) this.#centre = { x, y };
    this.#seen = seen;
    const { found, method, differences } = seen;
    const differing = Boolean(differences && found?.truth);
    const left = method === "original" && !found?.truth ? "bicubic" : method;
    for (const [side, way] of Object.entries({ left, right: "network" }))
      write(this.one(`b.${side}`), this.text(`way_${way}`));
    this.one(".differing").hidden = !differing;
    this.one(".download").disabled = !found;
    if (!found) return;
    const sides = await this.#layers.of(found, [left, "network"], differing);
    if (seen !== this.#seen) return; // by now something else is to be seen
    this.#sides = sides;
    this.#redraw();
  }

  // Where the picture lies in the frame, in CSS pixels.
  #view() {
    const { clientWidth: width, clientHeight: height } = this.surface;
    const { network } = this.#seen?.found ?? { network: { width: 1, height: 1 } };
    const fit = Math.min(width / network.width, height / network.height);
    const scale = Math.max(fit, this.#seen?.zoom ?? 0);
    const [w, h] = [scale * network.width, scale * network.height];
    const { x, y } = this.#centre;
    return { frame: { width, height }, scale, w, h, left: begins(width, w, x), top: begins(height, h, y) };
  }

  #draw() {
    const found = this.#seen?.found;
    if (!found || !this.#sides.length) return;
    const view = this.#view();
    const [before, after] = [".before", "canvas"].map((name) => this.one(name));
    this.#paint(before, this.#sides[0], view);
    this.#paint(after, this.#sides[1], view);
    this.surface.classList.toggle("zoomed", this.#zoomed);
    this.#mark(view, found);
  }

  #paint(canvas, { bitmap, larger }, { frame, scale, left, top }) {
    const dense = devicePixelRatio;
    const [width, height] = [frame.width, frame.height].map((side) => Math.round(side * dense));
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const context = canvas.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.imageSmoothingEnabled = larger === 1 && scale < CRISP;
    context.imageSmoothingQuality = "high";
    const size = dense * scale * larger;
    context.drawImage(bitmap, dense * left, dense * top, size * bitmap.width, size * bitmap.height);
  }

  // The pixel of the small picture that is looked at.
  #mark({ left, top, w, h }, { small }) {
    const { x, y } = this.element;
    const [column, row] = [Math.floor(x * small.width), Math.floor(y * small.height)];
    const side = Math.max(LEAST_MARK, w / small.width);
    const mark = this.one(".place");
    mark.style.width = mark.style.height = `${side}px`;
    mark.style.left = `${left + ((column + 0.5) * w) / small.width - side / 2}px`;
    mark.style.top = `${top + ((row + 0.5) * h) / small.height - side / 2}px`;
  }
}

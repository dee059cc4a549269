// <ae-map>: where a sample of the test digits lies in the plane of vae-2d, on PCA's components, and
// where t-SNE has placed the codes of a variant; the visitor's digit among them.
// Properties: space, variant (whose codes t-SNE placed), dimensions, turn and tilt (of three
// dimensions, in degrees), place (one that is kept: two or three numbers with commas, or none).

import texts from "../../../facts/texts/map.json" with { type: "json" };
import { Cloud, CLOUD, tint } from "../../charts/cloud.js";
import { centre, isBlank, PIXELS } from "../../data/digits.js";
import { settle } from "../../elements/adjustable.js";
import { oncePerFrame } from "../../elements/pace.js";
import { fill, picture } from "../../elements/pictures.js";
import { numbersOf, sample } from "../../data/features.js";
import { nearest } from "../../maths/nearest.js";
import { NEIGHBOURS, space } from "../../data/spaces.js";
import { digitFrame, DigitTab } from "../../parts/digit-tab.js";
import { arrow } from "../../elements/keys.js";

const STEP = 1 / 60; // of the map, with each arrow key
const ANGLE = 6; // degrees
const REST = 500; // milliseconds without a change, after which the description follows
const BLANK = new Float32Array(PIXELS);

const fixed = (place) => [...place].map((value) => Math.round(1000 * value) / 1000);
const written = (place) => `(${[...place].map((value) => value.toFixed(2)).join(", ")})`;

export class CodeMap extends DigitTab {
  static texts = texts;
  static styles = [CLOUD, new URL("map.css", import.meta.url)];
  static html = digitFrame({
    beside: `
      <section class="chart">
        <div class="map">
          <canvas class="cloud ink" tabindex="0" role="application" aria-describedby="where"></canvas>
          <svg class="ties" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true"><path /></svg>
          <b class="close ink" aria-hidden="true" hidden></b>
          <div class="cursor" hidden></div>
          <div class="cursor pen" hidden></div>
        </div>
        <p class="blank" role="status" data-text="pad_empty" hidden></p>
        <p class="where" id="where" role="status"></p>
        <p class="note how"></p>
        <p class="note about"></p>
      </section>
      <section class="places">
        ${picture("own", "map_own")}
        ${picture("here", "at_point")}
        ${picture("close", "map_close")}
        <div class="row"><button class="back" data-text="map_back"></button></div>
      </section>`,
  });

  #sample;
  #space;
  #cloud;
  #own = null; // {place, neighbours} of the visitor's digit
  #pointed = null; // the place below the pointer, or that the arrow keys went to
  #press = null; // where a turn of the map began
  #resting;
  #reload = oncePerFrame(() => this.#load());
  #redraw = oncePerFrame(() => this.#show());
  #redrawOwn = oncePerFrame(() => this.#locate());
  #redrawCloud = oncePerFrame(() => this.#showCloud());

  async start() {
    const map = this.one(".cloud");
    this.#cloud = new Cloud(map);
    map.onpointerdown = (event) => this.#down(event);
    map.onpointermove = (event) => this.#move(event);
    map.onpointerup = (event) => this.#up(event);
    map.onpointercancel = () => (this.#press = null);
    map.onpointerleave = map.onblur = () => this.#look(null);
    map.onkeydown = (event) => this.#key(event);
    this.one(".back").onclick = () => this.#back();
    new ResizeObserver(() => this.#redrawCloud()).observe(map);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#redrawCloud());
    await this.begin();
    await this.#load();
  }

  refresh() {
    this.#redrawCloud();
  }

  // The digit's own place follows the pen.
  drawn() {
    this.#redrawOwn();
  }

  // Shows another space. What was looked at in the last means nothing there.
  travel() {
    this.#pointed = null;
    this.place = [];
    this.#reload();
  }

  // Shows another place.
  move() {
    this.#redraw();
  }

  async #load() {
    const wanted = [this.space, this.variant, this.dimensions];
    const [digits, there] = await this.loading(() => Promise.all([sample(), space(...wanted)]));
    if ([this.space, this.variant, this.dimensions].some((value, at) => value !== wanted[at])) return;
    this.#sample = digits;
    this.#space = there;
    this.#cloud.set(
      there,
      Array.from({ length: digits.count }, (_, row) => digits.label(row)),
    );
    this.#own = null;
    this.#showCloud();
    this.#locate();
  }

  #showCloud() {
    const size = this.space === "vae-2d" ? 2 : this.dimensions;
    this.one(".cloud").setAttribute("aria-label", this.text(`map_name_${size}`));
    this.one(".how").textContent = this.text(`map_hint_${size}`);
    this.one(".about").textContent = this.text(`map_about_${this.space}`, { size });
    this.#cloud.draw(this.turn, this.tilt);
    this.#show();
  }

  #locate() {
    const pixels = centre(this.pad.pixels);
    const blank = isBlank(pixels);
    this.one(".blank").hidden = !blank;
    this.#own = this.#space && !blank ? this.#space.locate(pixels) : null;
    this.#paintAt("own", this.#own?.place);
    this.#show();
  }

  // What is seen of the place that is looked at: below the pointer, kept, or the digit's own.
  #show() {
    const kept = this.#kept;
    const place = this.#pointed ?? kept ?? this.#own?.place;
    const [close] = place ? nearest(this.#space, place, 1) : [];
    const badge = this.one(".close");
    this.#put(".cursor.pen", this.#own?.place);
    this.#put(".cursor:not(.pen)", this.#pointed ?? kept);
    this.#tie();
    this.#put(".close", place !== this.#own?.place && numbersOf(this.#space, close));
    this.#paintAt("here", place);
    this.one(".back").disabled = !kept;
    if (place) {
      const [label, index] = [this.#sample.label(close), this.#sample.index(close)];
      tint(badge, label);
      badge.textContent = label;
      this.#picture("close", this.#sample.digit(close), this.text("map_digit", { label, index }));
    } else {
      this.#picture("close");
    }
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#describe(place), REST);
  }

  // For those who do not see the map, once nothing has changed for a while.
  #describe(place) {
    const neighbours = place === this.#own?.place ? this.#own?.neighbours : null;
    const key = place !== this.#own?.place ? "map_here" : neighbours ? "map_between" : "map_among";
    const rows = place ? (neighbours ?? nearest(this.#space, place, NEIGHBOURS)) : [];
    const list = rows.map((row) => this.#sample.label(row)).join(this.text("comma"));
    this.one(".where").textContent = place ? this.text(key, { place: written(place), list }) : "";
  }

  // The place that is kept; a link may tell one with too few numbers, or too many.
  get #kept() {
    if (!this.#space || !this.place.length) return null;
    return Array.from({ length: this.#space.size }, (_, axis) => this.place[axis] ?? 0);
  }

  // Puts a mark to a place, at the border if it lies outside, or takes it away.
  #put(selector, place) {
    const mark = this.one(selector);
    mark.hidden = !place;
    if (!place) return;
    const { x, y } = this.#cloud.project(place);
    mark.style.left = `${100 * Math.min(1, Math.max(0, x))}%`;
    mark.style.top = `${100 * Math.min(1, Math.max(0, y))}%`;
  }

  // Lines from a digit to the neighbours it was placed by.
  #tie() {
    const point = (place) => {
      const { x, y } = this.#cloud.project(place);
      return `${x} ${y}`;
    };
    const { place, neighbours = [] } = this.#own ?? {};
    const lines = neighbours.map((row) => `M${point(place)}L${point(numbersOf(this.#space, row))}`);
    this.one(".ties path").setAttribute("d", lines.join(""));
  }

  // What a place decodes to, if it can be decoded.
  #paintAt(name, place) {
    const decode = this.#space?.decode;
    this.one(`[data-picture="${name}"]`).hidden = this.space === "tsne";
    if (place && decode) this.#picture(name, decode(place), `z = ${written(place)}`);
    else this.#picture(name);
  }

  #picture(name, pixels = BLANK, value = "") {
    const figure = this.one(`[data-picture="${name}"]`);
    fill(figure, pixels, value);
    figure.querySelector("canvas").classList.toggle("empty", pixels === BLANK);
  }

  #placeAt({ clientX, clientY }) {
    const box = this.one(".cloud").getBoundingClientRect();
    return fixed(this.#cloud.at((clientX - box.left) / box.width, (clientY - box.top) / box.height));
  }

  #look(place) {
    this.#pointed = place;
    this.#redraw();
  }

  // Pressing keeps a place; in three dimensions only if the map was not turned by it.
  #down(event) {
    if (!this.#space || !event.isPrimary || event.button) return;
    event.target.setPointerCapture(event.pointerId);
    this.#press = { x: event.clientX, y: event.clientY, turn: this.turn, tilt: this.tilt, turned: false };
    this.#move(event);
  }

  #move(event) {
    if (!this.#space || !event.isPrimary) return;
    if (this.#press && this.#space.size === 3) return this.#turn(event);
    const place = this.#placeAt(event);
    if (this.#press) this.place = place;
    this.#look(place);
  }

  #up(event) {
    if (this.#press && this.#space.size === 3 && !this.#press.turned) this.place = this.#placeAt(event);
    this.#press = null;
  }

  #turn({ clientX, clientY }) {
    const [x, y] = [clientX - this.#press.x, clientY - this.#press.y];
    this.#press.turned ||= Math.hypot(x, y) > 4;
    if (!this.#press.turned) return;
    this.#pointed = null;
    this.#face(this.#press.turn + x / 2, this.#press.tilt + y / 2);
  }

  #face(turn, tilt) {
    this.turn = Math.round(turn) - 360 * Math.round(turn / 360);
    this.tilt = Math.min(90, Math.max(-90, Math.round(tilt)));
  }

  #key(event) {
    const step = arrow(event);
    if (!this.#space) return;
    if (step && this.#space.size === 3) this.#face(this.turn + ANGLE * step[0], this.tilt - ANGLE * step[1]);
    else if (step) this.#walk(step);
    else if (event.key === "Enter" && this.#pointed) this.place = this.#pointed;
    else if (event.key === "Escape") this.#back();
    else return;
    event.preventDefault();
  }

  #walk([right, up]) {
    const { x, y } = this.#cloud.project(
      this.#pointed ?? this.#kept ?? this.#own?.place ?? this.#cloud.middle,
    );
    this.#look(fixed(this.#cloud.at(x + STEP * right, y - STEP * up)));
  }

  // Back to the digit's own place.
  #back() {
    this.place = [];
    this.#look(null);
  }
}

settle(CodeMap, "map", {
  space: "travel",
  variant: "travel",
  dimensions: "travel",
  turn: "refresh",
  tilt: "refresh",
  place: "move",
});
customElements.define("ae-map", CodeMap);

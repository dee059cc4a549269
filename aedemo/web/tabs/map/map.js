// <ae-map>: where a sample of the test digits lies in the plane of vae-2d, on PCA's components, by the code of
// the visitor's own network, and where t-SNE has placed the codes of a variant; the visitor's digit among them.
// Properties: space, variant (whose codes t-SNE placed), dimensions, turn and tilt (of three
// dimensions, in degrees), place (one that is kept: two or three numbers with commas, or none).

import texts from "../../../facts/texts/map.json" with { type: "json" };
import { Cloud, CLOUD } from "../../charts/cloud.js";
import { centre, isBlank } from "../../data/digits.js";
import { sample } from "../../data/features.js";
import { isFlat, NEIGHBOURS, space } from "../../data/spaces.js";
import { yours } from "../../data/yours.js";
import { settle } from "../../elements/adjustable.js";
import { arrow } from "../../elements/keys.js";
import { inside, thousandths } from "../../elements/numbers.js";
import { oncePerFrame } from "../../elements/pace.js";
import { onTheme } from "../../elements/theme.js";
import { mark, write } from "../../elements/write.js";
import { nearest } from "../../maths/nearest.js";
import { digitFrame, DigitTab } from "../../parts/digit-tab.js";
import { handle } from "./handling.js";
import { Marks } from "./marks.js";
import { Places } from "./places.js";

const STEP = 1 / 60; // of the map, with each arrow key
const ANGLE = 6; // degrees

const fixed = (place) => [...place].map(thousandths);

export class CodeMap extends DigitTab {
  static texts = texts;
  static styles = [CLOUD, new URL("map.css", import.meta.url)];
  static html = digitFrame({
    beside: `
      <section class="beside places">${Places.html}</section>
      <section class="chart">
        <div class="map">
          <canvas class="cloud ink" tabindex="0" role="application" aria-describedby="where"></canvas>
          ${Marks.html}
        </div>
        <p class="blank" role="status" data-text="pad_empty" hidden></p>
      </section>
      <div class="settings"></div>
      <section class="results">
        <p class="where" id="where" role="status"></p>
        <p class="note how"></p>
        <p class="note about"></p>
      </section>`,
  });

  #sample;
  #space;
  #cloud;
  #own = null; // {place, neighbours} of the visitor's digit
  #pointed = null; // the place below the pointer, or that the arrow keys went to
  #marks; // the views
  #places;
  #reload = oncePerFrame(() => this.#load());
  #redraw = oncePerFrame(() => this.#show());
  #redrawOwn = oncePerFrame(() => this.#locate());
  #redrawCloud = oncePerFrame(() => this.#showCloud());

  async start() {
    const map = this.one(".cloud");
    this.#cloud = new Cloud(map);
    this.#marks = new Marks(this, this.one(".map"));
    this.#places = new Places(this, this.one(".places"));
    handle(map, {
      size: () => this.#space?.size,
      look: (event) => this.#look(event && this.#placeAt(event)),
      keep: (event) => (this.place = this.#placeAt(event)),
      facing: () => ({ turn: this.turn, tilt: this.tilt }),
      face: (turn, tilt) => {
        this.#pointed = null;
        this.#face(turn, tilt);
      },
    });
    map.onkeydown = (event) => this.#key(event);
    this.one(".back").onclick = () => this.#back();
    new ResizeObserver(() => this.#redrawCloud()).observe(map);
    onTheme(() => this.#redrawCloud());
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

  // How far the place that is kept is from the nearest digit of the sample; and `kinds`: of how many classes
  // the nearest are.
  get evidence() {
    const { space } = this;
    const kept = this.#kept;
    if (!kept || !this.#sample) return { space, far: null, kinds: null };
    const near = nearest(this.#space, kept, NEIGHBOURS);
    const { rows, size } = this.#space;
    return {
      space,
      far: Math.hypot(...kept.map((value, axis) => value - rows[near[0] * size + axis])),
      kinds: new Set(near.map((row) => this.#sample.label(row))).size,
    };
  }

  // Whether the map has two dimensions, whatever is chosen.
  get flat() {
    return isFlat(this.space);
  }

  renewed() {
    if (this.space === "yours") this.travel();
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
    /** @type {[any, string, number]} */
    const wanted = [this.space, this.variant, this.dimensions];
    const own = yours();
    const [digits, there] = await this.loading(() => Promise.all([sample(), space(...wanted)]));
    const now = [this.space, this.variant, this.dimensions];
    if (own !== yours() || now.some((value, at) => value !== wanted[at])) return;
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
    const size = this.flat ? 2 : this.dimensions;
    mark(this.one(".cloud"), "aria-label", this.text(`map_name_${size}`));
    write(this.one(".how"), this.text(`map_hint_${size}`));
    const numbers = yours()?.code.size;
    const about = this.space === "yours" && this.flat ? `yours_${numbers}` : this.space;
    write(this.one(".about"), this.text(`map_about_${about}`, { size, numbers }));
    this.#cloud.draw(this.turn, this.tilt);
    this.#show();
  }

  #locate() {
    const pixels = centre(this.pad.pixels);
    const blank = isBlank(pixels);
    this.one(".blank").hidden = !blank;
    this.#own = this.#space && !blank ? this.#space.locate(pixels) : null;
    this.#places.decoded("own", this.#space, this.#own?.place);
    this.#show();
  }

  // What there is to see of the place that is looked at: below the pointer, kept, or the digit's own.
  #show() {
    const [own, kept] = [this.#own, this.#kept];
    const place = this.#pointed ?? kept ?? own?.place;
    const [row] = place ? nearest(this.#space, place, 1) : [];
    const close = place === own?.place ? null : { row, label: this.#sample.label(row) };
    this.#marks.show(this.#cloud, this.#space, { own, looked: this.#pointed ?? kept, close });
    this.#places.show(this.#sample, this.#space, { own, place, row, kept: Boolean(kept) });
    this.emit("shown");
  }

  // The place that is kept; a link may tell one with too few numbers, or too many.
  get #kept() {
    if (!this.#space || !this.place.length) return null;
    return Array.from({ length: this.#space.size }, (_, axis) => this.place[axis] ?? 0);
  }

  #placeAt({ clientX, clientY }) {
    const box = this.one(".cloud").getBoundingClientRect();
    return fixed(this.#cloud.at((clientX - box.left) / box.width, (clientY - box.top) / box.height));
  }

  #look(place) {
    this.#pointed = place;
    this.#redraw();
  }

  #face(turn, tilt) {
    this.turn = Math.round(turn) - 360 * Math.round(turn / 360);
    this.tilt = inside(Math.round(tilt), -90, 90);
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

// <ae-sample>: digits from the prior of a variational autoencoder, the same codes through a decoder
// that an adversary taught, random codes of the same seed through a plain one, and the plane of
// vae-2d as a map. Properties: temperature, seed, and the place x, y.

import texts from "../../../facts/texts/sample.json" with { type: "json" };
import { Adjustable, settle } from "../../elements/adjustable.js";
import { gather } from "../../elements/gathering.js";
import { stepping } from "../../elements/keys.js";
import { inside, thousandths } from "../../elements/numbers.js";
import { Idle, oncePerFrame } from "../../elements/pace.js";
import { fill, paint, picture } from "../../elements/pictures.js";
import { pointing } from "../../elements/pointing.js";
import { Pcg32 } from "../../maths/pcg32.js";
import { SETTINGS } from "../../state/settings.js";

const EXTENT = SETTINGS.sample.x.most; // the map shows −EXTENT … EXTENT standard deviations of the prior
const PLAIN = "dense"; // has no prior
const COUNT = 16;
const TILES = 15;
const STEP = 0.1; // of an arrow key

// A place on the map.
const placed = (x, y) => ({
  x: thousandths(inside(x, -EXTENT, EXTENT)),
  y: thousandths(inside(y, -EXTENT, EXTENT)),
});

const sheet = (name, key, note) => `
  <section class="sheet"><h3 data-text="${key}"></h3>
    <div class="grid" data-sheet="${name}" role="img" data-name="${key}">
      ${'<canvas width="28" height="28" class="digit empty"></canvas>'.repeat(COUNT)}
    </div><p class="note" data-text="${note}"></p></section>`;

export class Sample extends Adjustable {
  static texts = texts;
  static styles = [new URL("sample.css", import.meta.url)];
  static html = `
    <div class="pipeline">
      <div class="settings"></div>
      ${sheet("vae", "from_prior", "from_prior_note")}
      ${sheet("vae-gan", "adversarial", "adversarial_note")}
      ${sheet(PLAIN, "through_plain", "through_plain_note")}
      <section class="plane">
        <h3 data-text="plane"></h3>
        <div class="map">
          <canvas class="digit empty" tabindex="0" role="application" data-name="plane_name"></canvas>
          <div class="cursor"></div>
        </div>
        ${picture("point", "at_point")}
        <p class="note" data-text="plane_note"></p>
      </section>
    </div>`;

  #networks = new Map();
  #redrawPoint = oncePerFrame(() => this.#showPoint());
  #idle = new Idle();
  #pointed = null; // the place below the pointer

  async start() {
    const map = this.one(".map canvas");
    map.width = map.height = TILES * 28;
    const place = ({ x, y }) => placed(EXTENT * (2 * x - 1), EXTENT * (1 - 2 * y));
    pointing(map, map, {
      look: (share) => this.#look(share && place(share)),
      keep: (share) => this.#keep(place(share)),
    });
    stepping(map, ([right, up]) => {
      const { x, y } = this.#pointed ?? this;
      this.#keep(placed(x + STEP * right, y + STEP * up));
    });
    await this.begin();
    await gather(this, ["vae", "vae-gan", PLAIN, "vae-2d"], this.#networks, (net) => {
      this.refresh();
      if (net.name === "vae-2d") this.#drawMap(net);
    });
  }

  get evidence() {
    const { temperature, seed, x, y } = this;
    return { temperature, seed, x, y };
  }

  refresh() {
    super.refresh();
    this.#redrawPoint();
  }

  // Shows another place of the map.
  move() {
    this.#redrawPoint();
  }

  show() {
    for (const [name, net] of this.#networks) {
      const canvases = this.all(`[data-sheet="${name}"] canvas`);
      const random = new Pcg32(this.seed);
      canvases.forEach((canvas) => {
        const noise = random.normal(net.code.size).map((value) => value * this.temperature);
        // To a plain network the noise comes stretched to the spread that its codes really have.
        const { mean, std } = net.code;
        const code = name === PLAIN ? noise.map((value, at) => mean[at] + std[at] * value) : noise;
        paint(canvas, net.decode(code));
      });
    }
  }

  // The map is drawn a row of tiles at a time, in idle moments.
  #drawMap(net) {
    const context = this.one(".map canvas").getContext("2d");
    const tile = document.createElement("canvas");
    const at = (index) => EXTENT * ((2 * index + 1) / TILES - 1);
    const row = (y) => () => {
      for (let x = 0; x < TILES; x++) {
        paint(tile, net.decode([at(x), -at(y)]));
        context.drawImage(tile, 28 * x, 28 * y);
      }
      this.one(".map canvas").classList.remove("empty");
    };
    this.#idle.run(Array.from({ length: TILES }, (_, y) => row(y)));
  }

  #look(place) {
    this.#pointed = place;
    this.#redrawPoint();
  }

  #keep(place) {
    Object.assign(this, place);
    this.#look(null);
  }

  #showPoint() {
    const { x, y } = this.#pointed ?? this;
    const cursor = this.one(".map .cursor");
    cursor.style.left = `${50 + (50 * x) / EXTENT}%`;
    cursor.style.top = `${50 - (50 * y) / EXTENT}%`;
    const decoded = this.#networks.get("vae-2d")?.decode([x, y]);
    fill(this.one('[data-picture="point"]'), decoded, `z = (${x.toFixed(2)}, ${y.toFixed(2)})`);
  }
}

settle(Sample, "sample", { x: "move", y: "move" });
customElements.define("ae-sample", Sample);

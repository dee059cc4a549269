// <ae-interpolate>: the way from one digit to another through the code, as a film.
// Properties: variant, path, position (0 to 1). Method: play().

import texts from "../../../facts/texts/interpolate.json" with { type: "json" };
import { centre, isBlank } from "../../data/digits.js";
import { squaredError } from "../../data/pixels.js";
import { YOURS } from "../../data/variants.js";
import { Adjustable, settle } from "../../elements/adjustable.js";
import { gather } from "../../elements/gathering.js";
import { inside, thousandths } from "../../elements/numbers.js";
import { Idle, oncePerFrame, RESTS } from "../../elements/pace.js";
import { fill, paintOrEmpty, picture } from "../../elements/pictures.js";
import { slider, tell } from "../../elements/slider.js";
import { watch } from "../../elements/view.js";
import { between } from "../../maths/interpolation.js";
import "../../parts/pad.js";
import { connect } from "../../parts/picker.js";

const FRAMES = 11;
const SECONDS = 3;

const strip = (name, key) => `
  <figure class="film"><figcaption data-text="${key}"></figcaption>
    <div class="frames" data-film="${name}">
      ${'<canvas width="28" height="28" class="digit empty"></canvas>'.repeat(FRAMES)}
    </div></figure>`;

// Encodes the digit of an end, and remembers its code while it and the network stay the same.
function encoder() {
  const changed = watch();
  let code;
  return (net, pixels) => {
    if (changed(net, pixels)) code = net.encode(centre(pixels));
    return code;
  };
}

export class Interpolate extends Adjustable {
  static texts = texts;
  static styles = [new URL("interpolate.css", import.meta.url)];
  static html = `
    <div class="pipeline">
      <section class="end">
        <h3 data-text="from_digit"></h3><ae-pad data-end="0"></ae-pad><ae-picker data-end="0"></ae-picker>
      </section>
      <section class="end">
        <h3 data-text="to_digit"></h3><ae-pad data-end="1"></ae-pad><ae-picker data-end="1"></ae-picker>
      </section>
      ${picture("code", "through_code")} ${picture("pixels", "through_pixels")}
      <div class="films" tabindex="0" role="slider" data-name="scrub" aria-valuemin="0" aria-valuemax="100">
        ${strip("code", "through_code")} ${strip("pixels", "cross_fade")}
      </div>
      <div class="settings"></div>
      <p class="note" data-text="film_note"></p>
    </div>`;

  #seek = oncePerFrame(() => this.#showPosition());
  #ways = {}; // "code" and "pixels": functions from 0…1 to a picture, once there are two digits
  #encoders = [encoder(), encoder()];
  #idle = new Idle(RESTS);
  #playing = 0;
  #bend = null; // once it was asked for, as long as the ways are the same
  #networks = new Map();

  async start() {
    this.pads = [...this.all("ae-pad")];
    for (const end of [0, 1]) {
      const [pad, picker] = this.all(`[data-end="${end}"]`);
      connect(pad, picker, () => this.refresh());
    }
    slider(this.one(".films"), {
      track: () => this.one(".frames"),
      // The middle of the first frame is the start, that of the last the end.
      at: (share) => (share - 0.5 / FRAMES) / (1 - 1 / FRAMES),
      value: () => this.position,
      set: (position) => this.#moveTo(position),
      step: () => 0.1,
    });
    await this.begin({ from: 4, to: 9 });
  }

  get drawings() {
    return { from: this.pads[0], to: this.pads[1] };
  }

  // `bend`: how far what is decoded half-way is from the mean of what both ends decode to.
  get evidence() {
    const { variant, path, position } = this;
    const way = this.#ways.code;
    if (way && this.#bend === null) {
      const [from, to] = [way(0), way(1)];
      this.#bend = squaredError(way(0.5), between(from, to, 0.5, "straight"));
    }
    return { variant, path, position, bend: this.#bend };
  }

  renewed() {
    this.#networks.delete(YOURS);
    this.refresh();
  }

  // Shows another place of the same film.
  seek() {
    this.#seek();
  }

  // Runs through the film once; with reduced motion it goes to the other end in one step.
  play() {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const from = this.position > 0.99 ? 0 : this.position;
    const round = ++this.#playing;
    if (still) return this.#moveTo(this.position < 0.5 ? 1 : 0);
    let began;
    const frame = (now) => {
      if (round !== this.#playing) return;
      began ??= now;
      const t = Math.min(1, from + (now - began) / 1000 / SECONDS);
      this.position = t;
      if (t < 1) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  #moveTo(t) {
    this.#playing++;
    this.position = thousandths(inside(t));
  }

  async show() {
    const drawn = this.pads.map(({ pixels }) => pixels);
    const [a, b] = drawn.map(centre);
    const { variant, path } = this;
    this.#ways = {};
    this.#bend = null;
    if (!isBlank(a) && !isBlank(b)) {
      if (!this.#networks.has(variant)) await gather(this, [variant], this.#networks, () => {});
      const net = this.#networks.get(variant);
      if (variant !== this.variant) return;
      const [from, to] = this.#encoders.map((encode, end) => encode(net, drawn[end]));
      this.#ways = {
        code: (t) => net.decode(between(from, to, t, path)),
        pixels: (t) => between(a, b, t, "straight"),
      };
    }
    this.#showPosition();
    // The films, whose many pictures would hold up the hand, once it rests; two empty ones cost nothing.
    const frames = Array.from({ length: FRAMES }, (_, frame) => () => this.#films(frame));
    if (this.#ways.code) this.#idle.run(frames);
    else frames.forEach((paint) => paint());
    this.emit("shown");
  }

  #showPosition() {
    this.#now("code", this.#ways.code, this.text(`variant_${this.variant}`));
    this.#now("pixels", this.#ways.pixels, "");
    const films = this.one(".films");
    tell(films, { now: Math.round(100 * this.position) });
    films.style.setProperty("--position", this.position);
  }

  #now(name, at, caption) {
    const pixels = at?.(this.position);
    fill(this.one(`[data-picture="${name}"]`), pixels, at ? caption : this.text("two_digits"));
  }

  // One picture of either film.
  #films(frame) {
    for (const name of ["code", "pixels"]) {
      const canvas = this.all(`[data-film="${name}"] canvas`)[frame];
      paintOrEmpty(canvas, this.#ways[name]?.(frame / (FRAMES - 1)));
    }
  }
}

settle(Interpolate, "interpolate", { position: "seek" });
customElements.define("ae-interpolate", Interpolate);

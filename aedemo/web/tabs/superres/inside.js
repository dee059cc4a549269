// Inside the network at one pixel of the small picture: what its channels hold around it, what each adds to the
// pixels of the large picture that lie in it, and how these become the result.

import { inside as within, minus, signed } from "../../elements/numbers.js";
import { paintGrey, paintSigned } from "../../elements/pictures.js";
import { roving } from "../../elements/roving.js";
import { View, watch } from "../../elements/view.js";
import { folded } from "./folded.js";
import { mark, write } from "../../elements/write.js";
import { REACH, SIDE } from "../../engine/enlarging/inside.js";
import { surroundings } from "../../engine/enlarging/pixels.js";
import { isGrey } from "../../maths/luminance.js";

/** @import { Inside as Found } from "../../engine/enlarging/inside.js" */
/** @typedef {{ x: number, y: number }} Place column and row of a pixel of the small picture */

const CHANNELS = 32;
const MOST = 3; // channels that are shown at work
const LEVELS = 255; // between black and white
const QUIET = 10; // levels: where the network adds less than that everywhere, colours stay pale
const MIDDLE = (SIDE - 1) / 2;

/** @param {number} value - of luminance @returns {string} in levels */
const levels = (value) => (LEVELS * value).toFixed(1);
/** @param {number} value - of luminance @returns {string} in levels, with its sign; none is below nothing */
const change = (value) => signed(Math.round(100 * LEVELS * value) / 100 || 0);

/** A picture in which squares can be framed, as HTML. @param {string} name */
const framed = (name, inner = "") => `
  <div class="framed" data-picture="${name}"><canvas aria-hidden="true"></canvas>
    <svg aria-hidden="true" preserveAspectRatio="none"><path /></svg>${inner}</div>`;

const summand = (name, key, inner = "") => `
  <figure>${framed(name, inner)}<figcaption><b data-text="${key}"></b><span class="value"></span></figcaption></figure>`;

const drawer = `
  <li><figure>${framed("map")}<figcaption><b></b><span class="value"></span></figcaption></figure>
    <span class="sign" aria-hidden="true">×</span>
    <figure>${framed("kernel")}<figcaption><b data-text="its_kernel"></b></figcaption></figure>
    <span class="sign" aria-hidden="true">→</span>
    <figure>${framed("part")}<figcaption><b data-text="its_part"></b><span class="value"></span></figcaption></figure></li>`;

const channel = `<li><canvas aria-hidden="true"></canvas><span class="bar"></span><b></b><span class="value"></span></li>`;

/**
 * @param {Element} root - that holds a framed picture
 * @param {number} side - of the picture, in squares
 * @param {number[][]} squares - that are framed: row, column, and side
 */
function frame(root, side, squares) {
  mark(root.querySelector("svg"), "viewBox", `0 0 ${side} ${side}`);
  const path = squares.map(([row, column, size]) => `M${column} ${row}h${size}v${size}h${-size}z`);
  mark(root.querySelector("path"), "d", path.join(""));
}

export class Inside extends View {
  static html = `
    <details><summary><h3 data-text="inside_title"></h3></summary>
    <p class="note where"></p>
    <h4 class="choose" hidden></h4>
    <div class="sum">
      ${summand("bicubic", "way_bicubic")}
      <span class="sign" aria-hidden="true">+</span>
      ${summand("detail", "what_is_added", `<div class="phases" role="radiogroup" data-name="choose_phase"></div>`)}
      <span class="sign" aria-hidden="true">=</span>
      ${summand("result", "added_up")}
    </div>
    <p class="told" aria-live="polite"></p>
    <h4 data-text="most_say"></h4>
    <ol class="drawers">${drawer.repeat(MOST)}</ol>
    <h4 data-text="all_channels"></h4>
    <ol class="channels">${channel.repeat(CHANNELS)}</ol>
    <p class="note rest"></p></details>`;

  #phase = 0;
  /** @type {{ found: Found, place: Place } | undefined} */
  #shown;
  #newPicture = watch();
  #changed = watch();
  #asked = {}; // what is to be shown next
  #grey = false; // whether the picture is

  start() {
    roving(this.one(".phases"), { choose: true });
    folded(this.element, "inside", this.one("details"));
  }

  /** @param {import("./superres.js").Seen} seen */
  show({ found, x, y, inside }) {
    this.one("details").open = inside;
    if (!inside || !found) return;
    const { small, factor } = found;
    const along = (share, size) => Math.min(Math.floor(share * size), size - 1);
    const place = { x: along(x, small.width), y: along(y, small.height) };
    if (this.#newPicture(small)) this.#grey = isGrey(small);
    if (this.#changed(found, place.x, place.y)) this.#look(small, factor, place);
    else if (this.#shown) this.#draw(); // in another language
  }

  // Asks what is to be seen at a place; if another is looked at meanwhile, that counts.
  async #look(small, factor, place) {
    const asked = (this.#asked = {});
    const around = surroundings(small, place, REACH);
    const ask = () => this.element.look({ around, grey: this.#grey, factor });
    const found = await ask().catch((error) => this.element.failed(error, ask));
    if (asked !== this.#asked) return;
    if (this.#shown?.found.factor !== factor) this.#offer(factor);
    this.#shown = { found, place };
    this.#draw();
  }

  /** The chosen pixel in levels: bicubic, what is added, and both; nothing as long as it is not seen. */
  get pixel() {
    if (!this.#shown || !this.one("details").open) return {};
    const { bicubic, detail } = this.#shown.found;
    const [by, added] = [bicubic, detail].map((values) => LEVELS * values[this.#phase]);
    return { bicubic: by, added, enlarged: by + added };
  }

  // The phases as buttons, the middle one chosen.
  #offer(factor) {
    this.#phase = Math.floor(factor / 2) * (factor + 1);
    const group = this.one(".phases");
    group.style.setProperty("--factor", String(factor));
    group.replaceChildren(
      ...Array.from({ length: factor ** 2 }, (_, phase) => {
        const button = document.createElement("button");
        button.setAttribute("role", "radio");
        button.onclick = () => {
          this.#phase = phase;
          this.#draw();
        };
        return button;
      }),
    );
  }

  #draw() {
    const { found, place } = this.#shown;
    const { factor } = found;
    const size = 3 * factor;
    write(this.one(".where"), this.text("inside_note", { row: place.y + 1, column: place.x + 1, size }));
    this.one(".choose").hidden = false;
    write(this.one(".choose"), this.text("choose_phase_of", { factor, count: factor ** 2 }));
    const parts = found.parts.subarray(this.#phase * CHANNELS, (this.#phase + 1) * CHANNELS);
    const order = [...parts.keys()].sort((a, b) => Math.abs(parts[b]) - Math.abs(parts[a]));
    this.#drawSum(found);
    this.#tell(found, parts, order);
    this.all(".drawers li").forEach((item, at) => this.#drawWork(item, found, order[at]));
    this.#drawChannels(found, parts, order.slice(0, MOST));
    this.element.emit("shown");
  }

  // Row and column of the chosen pixel among those that lie in the small one.
  get #at() {
    const { factor } = this.#shown.found;
    return [Math.floor(this.#phase / factor), this.#phase % factor];
  }

  #drawSum({ factor, bicubic, detail }) {
    const result = bicubic.map((value, phase) => value + detail[phase]);
    const most = Math.max(QUIET / LEVELS, ...detail.map(Math.abs));
    const grey = (values) => values.map((value) => LEVELS * within(value));
    const [row, column] = this.#at;
    const figure = (name, paint, value) => {
      const root = this.one(`[data-picture="${name}"]`);
      paint(root.querySelector("canvas"));
      frame(root, factor, [[row, column, 1]]);
      write(root.nextElementSibling.querySelector(".value"), value);
    };
    figure("bicubic", (canvas) => paintGrey(canvas, grey(bicubic)), levels(bicubic[this.#phase]));
    figure("detail", (canvas) => paintSigned(canvas, detail, most), change(detail[this.#phase]));
    figure("result", (canvas) => paintGrey(canvas, grey(result)), levels(result[this.#phase]));
    this.all(".phases button").forEach((button, phase) => {
      const values = { row: Math.floor(phase / factor) + 1, column: (phase % factor) + 1 };
      mark(button, "aria-checked", phase === this.#phase);
      mark(button, "aria-label", this.text("phase_here", { ...values, added: change(detail[phase]) }));
    });
  }

  // What the chosen pixel gets, and from whom.
  #tell({ detail }, parts, order) {
    const [first, second, third] = order;
    const all = parts.reduce((sum, part) => sum + Math.abs(part), 0);
    const [row, column] = this.#at;
    write(
      this.one(".told"),
      this.text("who_draws", {
        row: row + 1,
        column: column + 1,
        added: change(detail[this.#phase]),
        ...{ first: first + 1, second: second + 1, third: third + 1 },
        part: change(parts[first]),
        share: Math.round((100 * Math.abs(parts[first])) / all),
        ...{ part2: change(parts[second]), part3: change(parts[third]) },
      }),
    );
  }

  // What a channel holds, its kernel, and what comes of both: framed is what the chosen pixel gets it from.
  #drawWork(item, { factor, maps, kernels, parts }, channel) {
    const size = 3 * factor;
    const [row, column] = this.#at;
    const taps = Array.from({ length: 9 }, (_, tap) => [
      row + factor * Math.floor(tap / 3),
      column + factor * (tap % 3),
      1,
    ]);
    const patch = Array.from({ length: factor ** 2 }, (_, phase) => parts[phase * CHANNELS + channel]);
    const figure = (name, values, side, squares, least = 0) => {
      const root = item.querySelector(`[data-picture="${name}"]`);
      paintSigned(root.querySelector("canvas"), values, Math.max(least, 1e-9, ...values.map(Math.abs)));
      frame(root, side, squares);
      return root.nextElementSibling;
    };
    const map = maps.subarray(channel * SIDE ** 2, (channel + 1) * SIDE ** 2);
    const about = figure("map", map, SIDE, [[MIDDLE - 1, MIDDLE - 1, 3]]);
    write(about.querySelector("b"), this.text("channel_number", { channel: channel + 1 }));
    write(
      about.querySelector(".value"),
      this.text("held_here", { value: minus(map[(SIDE ** 2 - 1) / 2].toPrecision(2)) }),
    );
    figure("kernel", kernels.subarray(channel * size ** 2, (channel + 1) * size ** 2), size, taps);
    const given = figure("part", patch, factor, [[row, column, 1]], QUIET / LEVELS);
    write(given.querySelector(".value"), change(patch[this.#phase]));
  }

  #drawChannels({ maps, bias }, parts, strongest) {
    const most = Math.max(1e-9, ...maps.map(Math.abs));
    const widest = Math.max(1e-9, ...parts.map(Math.abs));
    this.all(".channels li").forEach((item, at) => {
      const map = maps.subarray(at * SIDE ** 2, (at + 1) * SIDE ** 2);
      paintSigned(item.querySelector("canvas"), map, most);
      item.style.setProperty("--share", String(parts[at] / widest));
      item.classList.toggle("strong", strongest.includes(at));
      item.classList.toggle("less", parts[at] < 0);
      write(item.querySelector("b"), at + 1);
      write(item.querySelector(".value"), change(parts[at]));
    });
    write(this.one(".rest"), this.text("channels_note", { bias: change(bias) }));
  }
}

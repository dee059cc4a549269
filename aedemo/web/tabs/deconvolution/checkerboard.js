// <ae-checkerboard>: what transposed convolutions with various kernels make of constant grey.
// Properties: kernel, stride, seed (of the random kernel).

import texts from "../../../facts/texts/deconvolution.json" with { type: "json" };
import { adjust, Adjustable } from "../../elements/adjustable.js";
import { inside } from "../../elements/numbers.js";
import { paintGrey, paintSigned } from "../../elements/pictures.js";
import { maximumNorm } from "../../maths/matrix.js";
import { Pcg32 } from "../../maths/pcg32.js";
import { balancePhases, keepMean, phaseSums, resizeThenConvolve, subPixel } from "../../maths/phases.js";
import { SETTINGS } from "../../state/settings.js";
import { write } from "../../elements/write.js";

const GREY = 96; // below the middle, so that what is written twice as often is not yet white
const SIDE = 24; // of the pictures, in pixels

// kernel size, stride, and a function from a size to random taps → the taps of each picture.
const KERNELS = {
  constant: (size) => new Float64Array(size * size).fill(1),
  random: (size, stride, random) => random(size),
  balanced: (size, stride, random) => balancePhases(random(stride * Math.ceil(size / stride)), stride),
  resize: (size, stride, random) => resizeThenConvolve(random(size), stride),
  sub_pixel: (size, stride, random) => subPixel(random(size), stride),
};

const figure = (name, key, note) => `
  <figure data-kernel="${name}">
    <canvas class="taps" aria-hidden="true"></canvas>
    <canvas class="result" aria-hidden="true"></canvas>
    <figcaption><b data-text="${key}"></b><span class="peak"></span>
      <span class="value" data-text="${note}"></span></figcaption>
  </figure>`;

export class Checkerboard extends Adjustable {
  static texts = texts;
  static styles = [new URL("checkerboard.css", import.meta.url)];
  static html = `
    <h3 data-text="grey_title"></h3>
    <p class="note"></p>
    <h4 data-text="as_chosen"></h4>
    <div class="greys">
      ${figure("constant", "kernel_constant", "kernel_constant_note")}
      ${figure("random", "kernel_random", "kernel_random_note")}
    </div>
    <h4 data-text="cures"></h4>
    <div class="greys">
      ${figure("balanced", "kernel_balanced", "kernel_balanced_note")}
      ${figure("resize", "kernel_resize", "kernel_resize_note")}
      ${figure("sub_pixel", "kernel_sub_pixel", "kernel_sub_pixel_note")}
    </div>
    <div class="row"><button data-text="another_kernel"></button></div>`;

  async start() {
    this.one("button").onclick = () => (this.seed += 1);
    await this.begin();
  }

  show() {
    const { kernel, stride, seed } = this;
    write(this.one(".note"), this.text("grey_note", { level: GREY }));
    const random = (size) => new Pcg32(seed).uniform(size * size);
    for (const figure of this.all("[data-kernel]")) {
      const taps = keepMean(KERNELS[figure.dataset.kernel](kernel, stride, random), stride);
      const levels = greyLevels(taps, stride);
      paintSigned(figure.querySelector(".taps"), taps, maximumNorm(taps));
      paintGrey(figure.querySelector(".result"), levels);
      const peak = Math.max(...levels) - Math.min(...levels);
      write(figure.querySelector(".peak"), this.text("peak_to_peak", { levels: peak }));
    }
  }
}

// What constant grey becomes away from the border: a level for each phase, as a picture shows it.
function greyLevels(taps, stride) {
  const level = phaseSums(taps, stride).map((sum) => inside(Math.round(GREY * sum), 0, 255));
  return Float64Array.from(
    { length: SIDE * SIDE },
    (_, at) => level[(Math.floor(at / SIDE) % stride) * stride + ((at % SIDE) % stride)],
  );
}

const { kernel, stride } = SETTINGS.deconvolution;
const { seed } = SETTINGS.sample;
adjust(Checkerboard, { kernel, stride, seed });
customElements.define("ae-checkerboard", Checkerboard);

// <ae-denoise>: damage a digit and repair it, by a denoising autoencoder, by a plain one, and by
// a classical filter. Properties: kind, level, seed.

import texts from "../../../facts/texts/denoise.json" with { type: "json" };
import { centre, isBlank } from "../../data/digits.js";
import { corrupt, median, psnr, squaredError, totalVariation } from "../../data/pixels.js";
import { settle } from "../../elements/adjustable.js";
import { gather } from "../../elements/gathering.js";
import { Idle } from "../../elements/pace.js";
import { fill, picture } from "../../elements/pictures.js";
import { write } from "../../elements/write.js";
import { digitFrame, DigitTab } from "../../parts/digit-tab.js";

const LEAST = 1e-4; // is added to the error before its logarithm is taken, in aedemo/models/denoising.py

export class Denoise extends DigitTab {
  static texts = texts;
  static styles = [new URL("denoise.css", import.meta.url)];
  static digit = 5;
  static html = digitFrame({
    beside: `
      <section class="beside">
        <h3 data-text="repair"></h3>
        ${picture("noisy", "noisy")}
        <div class="repairs">
          ${picture("denoising", "denoised")} ${picture("dense", "plain")}
          ${picture("classical", "classical")}
        </div>
        ${picture("clean", "clean")}
        <p class="note" data-text="psnr_note"></p>
      </section>
      <div class="settings"></div>`,
  });

  #networks = new Map();
  #idle = new Idle();
  #decibels = {}; // name of a picture → how close it comes to the clean one
  #error = null; // of what the denoising network makes

  async start() {
    await this.begin();
    await gather(this, ["denoising", "dense"], this.#networks);
  }

  // How close each picture comes to the clean one, in dB; the error of the denoising network, and its loss.
  get evidence() {
    const { kind, level } = this;
    const error = this.#error;
    return { kind, level, ...this.#decibels, error, loss: error === null ? null : Math.log(error + LEAST) };
  }

  show() {
    this.#decibels = {};
    this.#error = null;
    const clean = centre(this.pad.pixels);
    const classical = this.kind === "gaussian" ? "total_variation" : "median";
    write(this.one('[data-picture="classical"] b'), this.text(classical));
    if (isBlank(clean)) {
      this.#idle.run([]);
      for (const name of ["clean", "noisy", "denoising", "dense", "classical"]) this.#fill(name);
      write(this.one('[data-picture="clean"] .value'), this.text("pad_empty"));
      return;
    }
    const noisy = corrupt(clean, this.kind, this.level, this.seed);
    this.#fill("clean", clean);
    this.#fill("noisy", noisy, clean);
    // Near the best weight at every level, found on training digits.
    const weight = 0.02 + 0.3 * this.level;
    const repairs = {
      denoising: () => this.#networks.get("denoising")?.reconstruct(noisy),
      dense: () => this.#networks.get("dense")?.reconstruct(noisy),
      classical: () => (classical === "median" ? median(noisy) : totalVariation(noisy, weight)),
    };
    const repair = (name) => {
      this.#fill(name, repairs[name](), clean);
      this.emit("shown");
    };
    this.#idle.run(Object.keys(repairs).map((name) => () => repair(name)));
  }

  // A picture and how close it comes to the clean one.
  #fill(name, pixels, clean) {
    const decibels = pixels && clean && psnr(pixels, clean);
    if (decibels !== undefined) this.#decibels[name] = decibels;
    if (decibels !== undefined && name === "denoising") this.#error = squaredError(pixels, clean);
    const close = decibels === Infinity ? "∞ dB" : `${decibels?.toFixed(1)} dB`;
    const caption = !pixels ? "–" : clean ? close : this.text("original");
    fill(this.one(`[data-picture="${name}"]`), pixels, caption);
  }
}

settle(Denoise, "denoise");
customElements.define("ae-denoise", Denoise);

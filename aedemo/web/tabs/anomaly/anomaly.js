// <ae-anomaly>: one chooses which digits are normal. For each there is a network that was trained on
// that digit alone; the least error among them says how far a digit is from normal, and a threshold
// what is called an anomaly. Properties: normal (digits, with commas), threshold.

import texts from "../../../facts/texts/anomaly.json" with { type: "json" };
import { PANEL } from "../../charts/panel.js";
import { centre, isBlank, testDigits } from "../../data/digits.js";
import { split, storedErrors } from "../../data/errors.js";
import { measured } from "../../data/features.js";
import { difference, shapeError } from "../../data/pixels.js";
import { settle } from "../../elements/adjustable.js";
import { oncePerFrame } from "../../elements/pace.js";
import { fill, paintSigned, picture } from "../../elements/pictures.js";
import { afterRest } from "../../elements/rest.js";
import { roving } from "../../elements/roving.js";
import { mark, write } from "../../elements/write.js";
import { network } from "../../engine/network.js";
import { digitFrame, DigitTab } from "../../parts/digit-tab.js";
import { SETTINGS } from "../../state/settings.js";
import { Methods } from "./methods.js";
import { Mistakes } from "./mistakes.js";
import { NOTHING, Threshold } from "./threshold.js";

const TEN = SETTINGS.anomaly.normal.values;

export class Anomaly extends DigitTab {
  static texts = texts;
  static styles = [PANEL, new URL("anomaly.css", import.meta.url)];
  static digit = 3;
  static html = digitFrame({
    beside: `
      <section class="settings">
        <h3 data-text="what_is_normal"></h3>
        <div class="row which" role="toolbar" data-name="what_is_normal">
          ${TEN.map((digit) => `<button data-normal="${digit}">${digit}</button>`).join("")}
        </div>
      </section>
      <section class="beside">
        <p class="blank nothing-normal" role="status" data-text="nothing_normal" hidden></p>
        <p class="blank nothing-drawn" role="status" data-text="pad_empty" hidden></p>
        <p class="verdict"></p><p class="heard" role="status"></p>
        <div class="pictures triple">
          ${picture("input", "network_sees")} ${picture("rebuilt", "reconstruction")}
          ${picture("difference", "difference")}
        </div>
      </section>
      <section class="results">
        ${Threshold.html} ${Mistakes.html} ${Methods.html}
      </section>`,
  });

  #threshold; // the views
  #mistakes;
  #methods;
  #networks = new Map();
  #errors;
  #digits;
  #measured;
  #say = afterRest(() => this.one(".heard"));
  #split = NOTHING; // the test digits by their errors
  #error = null; // of the visitor's digit; null without one, or before all networks are there
  #redrawThreshold = oncePerFrame(() => this.#showThreshold());
  #redrawDrawing = oncePerFrame(() => this.#showDrawing());

  async start() {
    const results = this.one(".results");
    this.#threshold = new Threshold(this, results);
    this.#mistakes = new Mistakes(this, results);
    this.#methods = new Methods(this, results);
    this.#threshold.start();
    this.#mistakes.start((index) => this.pad.take({ index, pixels: this.#digits.digit(index) }));
    roving(this.one(".which"));
    this.one(".which").onclick = ({ target }) => this.#toggle(target.dataset.normal);
    await this.begin();
    await this.loading(async () => {
      [this.#errors, this.#measured] = await Promise.all([storedErrors(), measured("anomaly")]);
    });
    await this.choose();
    await this.loading(async () => (this.#digits = await testDigits()));
    this.#redrawThreshold();
  }

  // The error of the digit, which is 1 − a cosine, and whether it is an anomaly; and of the test digits, in per cent, how many
  // anomalies are found and how many of the normal ones are false alarms.
  get evidence() {
    const { recall, false_alarms: alarms } = this.#threshold?.rates ?? {};
    const anomaly = this.#error === null ? null : this.#error > this.threshold;
    const cosine = this.#error === null ? null : 1 - this.#error;
    return { error: this.#error, cosine, anomaly, recall: percentage(recall), alarms: percentage(alarms) };
  }

  // Other digits are normal: their networks are loaded.
  async choose() {
    this.refresh();
    await this.loading(() =>
      Promise.all(
        this.normal.map(async (digit) => {
          this.#networks.set(digit, await network(`digit-${digit}`));
          this.#redrawDrawing();
        }),
      ),
    );
  }

  // Of all that is shown only the digit depends on the drawing.
  drawn() {
    this.#redrawDrawing();
  }

  // The threshold is elsewhere.
  cut() {
    this.#redrawThreshold();
    this.#redrawDrawing();
  }

  #toggle(digit) {
    if (digit) this.normal = TEN.filter((each) => (each === digit) !== this.normal.includes(each));
  }

  show() {
    for (const button of this.all("[data-normal]")) {
      mark(button, "aria-pressed", this.normal.includes(button.dataset.normal));
    }
    this.one(".nothing-normal").hidden = this.normal.length > 0;
    const parted = (errors) => (errors && this.normal.length ? split(errors, this.normal) : NOTHING);
    this.#split = parted(this.#errors?.test);
    this.#threshold.show(this.#split, parted(this.#errors?.heldOut));
    this.#showThreshold();
    this.#showDrawing();
    if (this.#measured)
      this.#methods.show(this.#measured, this.normal.length === 1 ? this.normal[0] : undefined);
  }

  #showThreshold() {
    this.#mistakes.show(this.#threshold.cut(this.threshold), this.#split.scores, this.#digits);
    this.emit("shown");
  }

  // The visitor's digit by the network of those chosen that rebuilds it best.
  #showDrawing() {
    const input = centre(this.pad.pixels);
    const blank = isBlank(input);
    this.one(".nothing-drawn").hidden = !blank;
    const fits = this.normal
      .filter((digit) => !blank && this.#networks.has(digit))
      .map((digit) => {
        const rebuilt = this.#networks.get(digit).reconstruct(input);
        return { digit, rebuilt, error: shapeError(input, rebuilt) };
      });
    const [fittest] = fits.sort((a, b) => a.error - b.error);
    this.#error = fits.length === this.normal.length ? (fittest?.error ?? null) : null;
    this.emit("shown");
    const verdict = this.one(".verdict");
    verdict.hidden = !fittest;
    this.#threshold.mark(fittest?.error);
    const figure = (name) => this.one(`[data-picture="${name}"]`);
    fill(figure("input"), blank ? null : input);
    fill(figure("rebuilt"), fittest?.rebuilt, fittest && this.text("by_network", { digit: fittest.digit }));
    fill(figure("difference"), null);
    if (!fittest) return this.#say("");
    const { digit, error, rebuilt } = fittest;
    const anomaly = error > this.threshold;
    verdict.classList.toggle("anomaly", anomaly);
    write(
      verdict,
      this.text(anomaly ? "is_anomaly" : "is_normal", {
        error: error.toFixed(4),
        threshold: this.threshold,
        digit,
      }),
    );
    this.#say(verdict.textContent);
    paintSigned(figure("difference").querySelector("canvas"), difference(rebuilt, input), 1);
  }
}

// Of a share; null of none.
const percentage = (share) => (share >= 0 ? 100 * share : null);

settle(Anomaly, "anomaly", { normal: "choose", threshold: "cut" });
customElements.define("ae-anomaly", Anomaly);

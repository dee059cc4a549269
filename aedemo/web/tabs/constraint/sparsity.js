// What a sparse autoencoder does with a digit: which units fire, and the picture each draws.

import constants from "../../../facts/constants.json" with { type: "json" };
import { barsHtml, drawBars } from "../../charts/bars.js";
import { axis, chart, drawChart, line } from "../../charts/chart.js";
import { sampleCodes } from "../../data/codes.js";
import { squaredError } from "../../data/pixels.js";
import { language } from "../../elements/language.js";
import { Idle } from "../../elements/pace.js";
import { paint, paintSigned, picture } from "../../elements/pictures.js";
import { View, watch } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { network } from "../../engine/network.js";
import { remembering } from "../../files/fetch.js";
import { columns, combine, dot, maximumNorm } from "../../maths/matrix.js";

const SHOWN = 24; // units, at most
const FIRES = constants.firing_share; // of its largest activation

// Over a sample of codes: each unit's largest and mean activation, and the share of units that fire.
export function activity({ count, size, codes }) {
  const largest = new Float32Array(size);
  const mean = new Float32Array(size);
  let firing = 0;
  for (let unit = 0; unit < size; unit++) {
    for (let at = unit; at < codes.length; at += size) {
      largest[unit] = Math.max(largest[unit], codes[at]);
      mean[unit] += codes[at] / count;
    }
    for (let at = unit; at < codes.length; at += size) if (codes[at] > FIRES * largest[unit]) firing++;
  }
  return { largest, mean, share: firing / codes.length };
}

// The units that fire in a code, strongest first.
export const firing = (code, largest) =>
  Array.from(code.keys())
    .filter((unit) => code[unit] > FIRES * largest[unit])
    .sort((a, b) => code[b] - code[a]);

// What a digit costs by the loss of sparse-l1, in its terms; of the other network, whose penalty no single
// digit has, nothing but the error.
function costs({ net, drawn }, input) {
  const { weight = null } = net.arguments;
  const code = net.encode(input);
  const error = squaredError(net.decode(code), input);
  if (weight === null) return { error };
  const penalty = code.reduce((sum, h, at) => sum + (h && h * Math.sqrt(dot(drawn[at], drawn[at]))), 0);
  return { error, weight, penalty, loss: error + weight * penalty };
}

// What a lesson may ask of it: how many units never fire in the sample, and what the digit costs.
export const told = (material, input) => ({
  silent: material.largest.filter((value) => value === 0).length,
  ...costs(material, input),
});

const unit = `<li><canvas class="digit" aria-hidden="true"></canvas><b></b><span class="value"></span></li>`;

export class Sparsity extends View {
  static html = `
    <h3 data-text="their_sum"></h3>
    <div class="pictures">
      ${picture("sum", "sum_of_units")} ${picture("bias", "bias_of_pixels")} ${picture("output", "sigmoid_of_sum")}
    </div>
    <h3 data-text="firing"></h3>
    <p class="value summary"></p>
    <ol class="units">${unit.repeat(SHOWN)}</ol>
    <p class="value others"></p>
    <p class="note" data-text="units_note"></p>
    <h3 data-text="all_units"></h3>
    <div class="code">${barsHtml}</div>
    <h3 data-text="mean_activations"></h3>
    ${chart("means")}
    <p class="note means"></p>`;

  #changed = watch();
  #idle = new Idle();
  #painted = []; // the picture at each of the places for units

  static load = remembering(async (name) => {
    const [net, sample] = await Promise.all([network(name), sampleCodes(name)]);
    const [{ weight }] = /** @type {import("../../engine/layers.js").Linear[]} */ (net.layers.decoder);
    const drawn = columns(net.tensor(weight));
    return { net, drawn, count: sample.count, ...activity(sample) };
  });

  show(input, material) {
    if (this.#changed(material, language(this.element))) this.#showMeans(material);
    const { net, largest, share } = material;
    const code = net.encode(input);
    const units = firing(code, largest);
    write(
      this.one(".summary"),
      this.text("units_fire", {
        count: units.length,
        size: this.number(code.length),
        share: ((100 * units.length) / code.length).toFixed(1),
        usual: (100 * share).toFixed(1),
        sample: this.number(material.count),
      }),
    );
    const others = units.length - SHOWN;
    write(this.one(".others"), others > 0 ? this.text("further_units", { others }) : "");
    this.#showSum(code, material);
    // What is below the sum does not hold it up.
    this.#idle.run([
      () => this.#showUnits(code, units.slice(0, SHOWN), material),
      () => drawBars(this.one(".bars"), code, net.code),
    ]);
  }

  #showUnits(code, units, { drawn, mean }) {
    this.all(".units li").forEach((item, at) => {
      item.hidden = at >= units.length;
      if (item.hidden) return;
      this.#paint(item.querySelector("canvas"), at, drawn[units[at]]);
      write(item.querySelector("b"), code[units[at]].toFixed(2));
      write(item.querySelector(".value"), this.text("unit_mean", { mean: mean[units[at]].toFixed(3) }));
    });
  }

  #paint(canvas, at, picture) {
    if (this.#painted[at] === picture) return;
    this.#painted[at] = picture;
    paintSigned(canvas, picture, maximumNorm(picture));
  }

  // What all units draw together, what is drawn without any, and what the sigmoid makes of both.
  #showSum(code, { net, drawn }) {
    const base = net.tensor(net.layers.decoder[0].bias).data;
    const sum = combine(code, drawn);
    const most = Math.max(maximumNorm(sum), maximumNorm(base));
    paintSigned(this.one('[data-picture="sum"] canvas'), sum, most);
    paintSigned(this.one('[data-picture="bias"] canvas'), base, most);
    paint(this.one('[data-picture="output"] canvas'), net.decode(code));
  }

  #showMeans({ net, mean, largest }) {
    const sorted = Array.from(mean).sort((a, b) => b - a);
    const average = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
    const rho = net.arguments.activation;
    const target = rho ?? average;
    const most = 0.02 * Math.ceil(sorted[0] / 0.02);
    const x = axis(this.text("units_by_mean"), 1, sorted.length, [1, sorted.length]);
    const y = axis(
      this.text("mean_activation"),
      0,
      most,
      [0, most / 2, most].map((tick) => +tick.toFixed(3)),
    );
    const values = {
      average: average.toFixed(3),
      least: sorted.at(-1).toFixed(3),
      most: sorted[0].toFixed(3),
      silent: largest.filter((value) => value === 0).length,
      rho,
    };
    const words = rho ? this.text("means_rho", values) : this.text("means_no_rho", values);
    drawChart(this.one('[data-chart="means"]'), {
      x,
      y,
      shapes: [
        [
          "first",
          line(
            x,
            y,
            sorted.map((value, at) => [at + 1, value]),
          ),
        ],
        [
          "second",
          line(x, y, [
            [1, target],
            [sorted.length, target],
          ]),
        ],
      ],
      labels: [
        { x: sorted.length, y: target, kind: "end", text: rho ? `ρ = ${rho}` : this.text("average", values) },
      ],
      words,
    });
    write(this.one(".means"), words);
  }
}

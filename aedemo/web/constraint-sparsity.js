// What a sparse autoencoder does with a digit: which units fire, and the picture each draws.

import { barsHtml, drawBars } from "./bars.js";
import { axis, chart, drawChart, line } from "./chart.js";
import { sampleCodes } from "./codes.js";
import { paint, picture } from "./element.js";
import { language } from "./language.js";
import { network } from "./network.js";
import { paintSigned } from "./squares.js";
import { View } from "./view.js";

const SHOWN = 24; // units, at most
const FIRES = 0.01; // of its largest activation, as in aedemo/evaluation/sparsity.py

// Over a sample of codes: each unit's largest and mean activation, and the share of units that fire.
export function activity({ count, size, codes }) {
  const largest = new Float32Array(size);
  const mean = new Float32Array(size);
  codes.forEach((value, at) => {
    if (value > largest[at % size]) largest[at % size] = value;
    mean[at % size] += value / count;
  });
  const firing = codes.filter((value, at) => value > FIRES * largest[at % size]).length;
  return { largest, mean, share: firing / codes.length };
}

// The units that fire in a code, strongest first.
export const firing = (code, largest) =>
  Array.from(code.keys())
    .filter((unit) => code[unit] > FIRES * largest[unit])
    .sort((a, b) => code[b] - code[a]);

const unit = `<li><canvas class="digit" aria-hidden="true"></canvas><b></b><span class="value"></span></li>`;

export class Sparsity extends View {
  static html = `
    <h3 data-text="firing"></h3>
    <p class="value summary live"></p>
    <ol class="units live">${unit.repeat(SHOWN)}</ol>
    <p class="value others live"></p>
    <p class="note" data-text="units_note"></p>
    <h3 data-text="their_sum"></h3>
    <div class="pictures live">
      ${picture("sum", "sum_of_units")} ${picture("bias", "bias_of_pixels")} ${picture("output", "sigmoid_of_sum")}
    </div>
    <h3 data-text="all_units"></h3>
    <div class="code live">${barsHtml}</div>
    <h3 data-text="mean_activations"></h3>
    ${chart("means")}
    <p class="note"></p>`;

  static async load(name) {
    const [net, sample] = await Promise.all([network(name), sampleCodes(name)]);
    return { net, count: sample.count, ...activity(sample) };
  }

  show(input, material) {
    this.#showMeans(material);
    if (!input) return;
    const { net, largest, mean, share } = material;
    const code = net.encode(input);
    const units = firing(code, largest);
    const { format } = new Intl.NumberFormat(language(this.element));
    this.one(".summary").textContent = this.text("units_fire", {
      count: units.length,
      size: format(code.length),
      share: ((100 * units.length) / code.length).toFixed(1),
      usual: (100 * share).toFixed(1),
      sample: format(material.count),
    });
    this.#showUnits(net, code, units.slice(0, SHOWN), mean);
    const others = units.length - SHOWN;
    this.one(".others").textContent = others > 0 ? this.text("further_units", { others }) : "";
    this.#showSum(net, code);
    drawBars(this.one(".bars"), code, net.code);
    this.one(".bars").setAttribute("aria-label", this.one(".summary").textContent);
  }

  #showUnits(net, code, units, mean) {
    const { shape, data } = net.tensor(net.layers.decoder[0].weight);
    this.all(".units li").forEach((item, at) => {
      item.hidden = at >= units.length;
      if (item.hidden) return;
      const drawn = Float32Array.from({ length: shape[0] }, (_, pixel) => data[pixel * shape[1] + units[at]]);
      paintSigned(item.querySelector("canvas"), drawn, Math.max(...drawn.map(Math.abs)));
      item.querySelector("b").textContent = code[units[at]].toFixed(2);
      item.querySelector(".value").textContent = this.text("unit_mean", { mean: mean[units[at]].toFixed(3) });
    });
  }

  // What all units draw together, what is drawn without any, and what the sigmoid makes of both.
  #showSum(net, code) {
    const [{ weight, bias }] = net.layers.decoder;
    const { shape, data } = net.tensor(weight);
    const base = net.tensor(bias).data;
    const active = Array.from(code.keys()).filter((unit) => code[unit]);
    const sum = base.map((_, pixel) =>
      active.reduce((total, unit) => total + code[unit] * data[pixel * shape[1] + unit], 0),
    );
    const most = Math.max(...sum.map(Math.abs), ...base.map(Math.abs));
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
    const y = axis(this.text("mean_activation"), 0, most, [0, most / 2, most].map((tick) => +tick.toFixed(3)));
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
        ["first", line(x, y, sorted.map((value, at) => [at + 1, value]))],
        ["second", line(x, y, [[1, target], [sorted.length, target]])], // prettier-ignore
      ],
      labels: [
        { x: sorted.length, y: target, kind: "end", text: rho ? `ρ = ${rho}` : this.text("average", values) },
      ],
      words,
    });
    this.one(".note").textContent = words;
  }
}

// The posterior of a variational autoencoder at a digit: mean and spread of every dimension, what
// each costs, which have collapsed, and what varying one of them draws.

import constants from "../../../facts/constants.json" with { type: "json" };
import { axis, chart, drawChart } from "../../charts/chart.js";
import { columns } from "../../charts/columns.js";
import { crossEntropy } from "../../data/pixels.js";
import { inside, minus } from "../../elements/numbers.js";
import { Idle } from "../../elements/pace.js";
import { paint, picture } from "../../elements/pictures.js";
import { pointing } from "../../elements/pointing.js";
import { slideByKeys, tell } from "../../elements/slider.js";
import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { network } from "../../engine/network.js";
import { Pcg32 } from "../../maths/pcg32.js";
import { SETTINGS } from "../../state/settings.js";

const EXTENT = SETTINGS.sample.x.most; // as far as the map of the plane goes
const FRAMES = 2 * EXTENT + 1;
const TALL = 4; // the means are shown from −4 to 4

const sum = (values) => values.reduce((total, value) => total + value, 0);

// q(z|x) = N(mean, std²), and KL(q ‖ N(0, 1)) in nats, of each dimension.
export function posterior(net, pixels) {
  const { mean, logVariance } = net.posterior(pixels);
  const std = logVariance.map((value) => Math.exp(value / 2));
  const kl = mean.map((m, at) => (m * m + std[at] ** 2 - logVariance[at] - 1) / 2);
  return { mean, std, kl };
}

// What a lesson may ask of it: the cost in nats, how many dimensions are in use, the surest one, a code that is
// drawn from the posterior, with its lot, in one dimension; and the loss in its terms, for that code.
export function told(net, pixels, { dimension, seed }) {
  const { mean, std, kl } = posterior(net, pixels);
  const lots = new Pcg32(seed).normal(mean.length);
  const drawn = mean.map((value, at) => value + std[at] * lots[at]);
  const here = Math.min(dimension, mean.length - 1);
  const costs = { coins: crossEntropy(net.decode(drawn), pixels), kl: sum(kl) };
  return {
    nats: Math.round(costs.kl),
    size: std.length,
    used: [...std.keys()].filter((each) => !collapsed(net, each)).length,
    surest: std.indexOf(Math.min(...std)),
    ...{ mean: mean[here], std: std[here], lot: lots[here], drawn_code: drawn[here] },
    ...{ ...costs, loss: costs.coins + costs.kl },
    mean_squares: sum(mean.map((value) => value * value)),
    variances: sum(std.map((value) => value * value)),
    log_variances: sum(std.map((value) => 2 * Math.log(value))),
  };
}

// Dimensions whose mean hardly varies from digit to digit (Burda et al. 2015), here over the
// training digits.
export const collapsed = ({ code }, dimension) => code.std[dimension] ** 2 <= constants.collapsed_variance;

const frame = `<li><canvas class="digit" aria-hidden="true"></canvas><span class="value"></span></li>`;

export class Posterior extends View {
  static html = `
    <h3 data-text="posterior"></h3>
    <p class="value summary"></p>
    <div class="dimensions" tabindex="0" role="slider" aria-valuemin="1" data-name="dimensions_name">
      ${chart("posterior")} ${chart("kl")}
    </div>
    <h3 class="dimension"></h3>
    <ol class="walk">${frame.repeat(FRAMES)}</ol>
    <div class="pictures">${picture("input", "input_28")} ${picture("output", "rebuilt")}</div>
    <p class="note" data-text="posterior_note"></p>`;

  #idle = new Idle();
  #net = null;
  #order = []; // the dimensions, those that vary most first
  #place = null; // in that order, of the one below the pointer

  static load = network;

  start() {
    const surface = this.one(".dimensions");
    pointing(surface, this.one(".plot"), {
      look: (place) => this.#look(place && this.#at(place)),
      keep: (place) => this.#keep(this.#at(place)),
    });
    const last = () => this.#order.length - 1;
    slideByKeys(surface, {
      value: () => this.#order.indexOf(this.#dimension) / last(),
      set: (share) => this.#keep(Math.round(last() * inside(share))),
      step: () => 1 / last(),
    });
  }

  #at({ x }) {
    return Math.min(this.#order.length - 1, Math.floor(x * this.#order.length));
  }

  #look(place) {
    this.#place = place;
    this.element.refresh();
  }

  #keep(place) {
    this.#place = null;
    this.element.dimension = this.#order[place];
  }

  get #dimension() {
    return this.#order[this.#place] ?? Math.min(this.element.dimension, this.#order.length - 1);
  }

  show(input, net) {
    if (this.#net !== net) {
      this.#net = net;
      this.#place = null;
      this.#order = [...net.code.std.keys()].sort((a, b) => net.code.std[b] - net.code.std[a]);
    }
    const q = posterior(net, input);
    const idle = this.#order.filter((dimension) => collapsed(net, dimension)).length;
    write(
      this.one(".summary"),
      this.text("kl_summary", {
        total: sum(q.kl).toFixed(1),
        used: q.kl.length - idle,
        size: q.kl.length,
        collapsed: idle,
      }),
    );
    this.#charts(q, idle);
    this.#choose(q);
    this.#walk(net, q.mean);
    paint(this.one('[data-picture="input"] canvas'), input);
    paint(this.one('[data-picture="output"] canvas'), net.decode(q.mean));
  }

  #charts({ mean, std, kl }, idle) {
    const size = mean.length;
    const used = size - idle;
    const here = this.#order.indexOf(this.#dimension);
    const x = (title) => axis(title, 0, size, []);
    const marks = ({ band }) => [
      ["collapsed", band(used, size)],
      ["chosen", band(here, here + 1)],
    ];
    const heights = axis(this.text("mean_and_spread"), -TALL, TALL, [-3, -1, 0, 1, 3]);
    const means = columns(size, heights);
    const label = this.text("collapsed_label", { count: idle });
    drawChart(this.one('[data-chart="posterior"]'), {
      x: x(""),
      y: heights,
      shapes: [
        ...marks(means),
        ["prior", `M0 ${100 - heights.place(1)}H100V${100 - heights.place(-1)}H0z`],
        ["spread", means.spans(this.#order.map((j) => [mean[j] - std[j], mean[j] + std[j]]))],
        ["mean", means.dots(this.#order.map((j) => mean[j]))],
      ],
      labels: idle ? [{ x: (used + size) / 2, y: 0.8 * TALL, kind: "middle", text: label }] : [],
      words: heights.title,
    });
    const most = Math.max(4, Math.ceil(Math.max(...kl)));
    const nats = axis(this.text("kl_nats"), 0, most, [0, most / 2, most]);
    const costs = columns(size, nats);
    drawChart(this.one('[data-chart="kl"]'), {
      x: x(this.text("dimensions_axis")),
      y: nats,
      shapes: [...marks(costs), ["bar", costs.columns(this.#order.map((j) => kl[j]))]],
      words: this.one(".summary").textContent,
    });
  }

  #choose({ mean, std, kl }) {
    const j = this.#dimension;
    const words = this.text("dimension_now", {
      number: j + 1,
      mean: minus(mean[j].toFixed(2)),
      std: std[j].toFixed(2),
      kl: kl[j].toFixed(2),
      state: collapsed(this.#net, j) ? this.text("is_collapsed") : "",
    });
    const surface = this.one(".dimensions");
    tell(surface, { max: mean.length, now: this.#order.indexOf(j) + 1, text: words });
    write(this.one(".dimension"), words);
  }

  // A picture at a time, in idle moments.
  #walk(net, mean) {
    const j = this.#dimension;
    const frames = [...this.all(".walk li")];
    this.#idle.run(
      frames.map((item, step) => () => {
        const value = step - EXTENT;
        paint(item.querySelector("canvas"), net.decode(mean.map((held, at) => (at === j ? value : held))));
        write(item.querySelector(".value"), minus(value));
      }),
    );
  }
}

// How much a contractive autoencoder contracts at a digit, beside a plain one: the singular values
// of the encoder's Jacobian, and how far the code moves when the input is nudged.

import { sampleCodes } from "../../data/codes.js";
import { PIXELS } from "../../data/digits.js";
import { Idle, RESTS } from "../../elements/pace.js";
import { fill, paint, picture } from "../../elements/pictures.js";
import { View, watch } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { gradients } from "../../engine/jacobian.js";
import { network } from "../../engine/network.js";
import { remembering } from "../../files/fetch.js";
import { cholesky, dot, gram, singularValues, solve } from "../../maths/matrix.js";
import { Pcg32 } from "../../maths/pcg32.js";
import { ContractionCharts, MOST, NAMES } from "./contraction-charts.js";

const MEASURES = ["numbers", "code_moves", "of_usual", "frobenius", "largest_singular"];
const STEPS = 10; // of the curve

// A random direction of length 1 among the pictures.
function direction(seed) {
  const random = new Pcg32(seed).normal(PIXELS);
  const length = Math.sqrt(dot(random, random));
  return random.map((value) => value / length);
}

const nudged = (input, seed, radius) => {
  const step = direction(seed);
  return input.map((value, at) => value + radius * step[at]);
};

// What differences of codes (d rows of numbers) become when the code is whitened, by a sample of
// codes: every direction of the code then has variance 1.
export function whitening({ count, size, codes }) {
  const rows = Array.from({ length: size }, (_, number) =>
    Float64Array.from({ length: count }, (_, row) => codes[row * size + number]),
  );
  for (const row of rows) {
    const mean = row.reduce((sum, value) => sum + value, 0) / count;
    row.forEach((value, at) => (row[at] = value - mean));
  }
  const lower = cholesky(gram(rows).map((row) => row.map((value) => value / count)));
  return (differences) => solve(lower, differences);
}

// How far apart the codes of two inputs are, whitened.
export function moved(net, whiten, from, to) {
  const [a, b] = [net.encode(from), net.encode(to)];
  const differences = whiten(Array.from(a, (value, at) => Float64Array.of(b[at] - value)));
  return Math.hypot(...differences.map(([difference]) => difference));
}

// How far apart the whitened codes of two random digits are (root mean square).
const usualDistance = ({ code }) => Math.sqrt(2 * code.size);

// How far the codes of both networks move when the digit is nudged, in per cent of the usual distance.
export const contracted = ({ radius, seed }, input, { nets, white }) =>
  Object.fromEntries(
    nets.map((net, at) => [
      net.name,
      Math.round((100 * moved(net, white[at], input, nudged(input, seed, radius))) / usualDistance(net)),
    ]),
  );

// A ratio of a network to its twin, as it was measured.
const besideTwin = ({ figures }, measure) => figures.find(({ id }) => id === measure)?.value.toFixed(2);

const measure = (key) => `
  <tr><th scope="row" data-text="${key}"></th>
    ${NAMES.map((name) => `<td class="value" data-of="${name}" data-measure="${key}"></td>`).join("")}</tr>`;

export class Contraction extends View {
  static html = `
    <h3 data-text="nudge"></h3>
    <div class="pictures">${picture("input", "input_28")} ${picture("nudged", "nudged")}</div>
    <table>
      <thead><tr><th data-text="beside"></th>
        ${NAMES.map((name) => `<th data-text="variant_${name}"></th>`).join("")}</tr></thead>
      <tbody>${MEASURES.map(measure).join("")}</tbody>
    </table>
    ${ContractionCharts.html}
    <p class="note" data-text="contraction_note"></p>
    <p class="note twin"></p>`;

  #charts = new ContractionCharts(this.element, this.root);
  #deriving = new Idle(RESTS);
  #following = new Idle(RESTS);
  #changed = watch();
  #turned = watch();
  #whiten = {}; // by the names of the networks
  #values = {}; // network → singular values at the digit
  #curves = {}; // network → share of the usual distance, at each step of the radius

  static load = remembering(async () => {
    const nets = await Promise.all(NAMES.map(network));
    const samples = await Promise.all(NAMES.map(sampleCodes));
    return { nets, white: samples.map(whitening) };
  });

  show(input, { nets, white }) {
    const [, contractive] = nets;
    const twin = {
      ratio: besideTwin(contractive, "jacobian-ratio"),
      error: besideTwin(contractive, "squared-error-ratio"),
      noise: besideTwin(contractive, "noise-ratio"),
    };
    this.one(".twin").hidden = !twin.ratio || !twin.error || !twin.noise;
    write(this.one(".twin"), this.text("twin", twin));
    nets.forEach((net, at) => {
      this.#whiten[net.name] = white[at];
      this.#set(net, "numbers", net.code.size);
    });
    const { radius, seed } = this.element;
    const to = nudged(input, seed, radius);
    paint(this.one('[data-picture="input"] canvas'), input);
    fill(this.one('[data-picture="nudged"]'), to, this.text("nudged_by", { radius: radius.toFixed(1) }));
    for (const net of nets) {
      const distance = moved(net, this.#whiten[net.name], input, to);
      this.#set(net, "code_moves", distance.toFixed(2));
      this.#set(net, "of_usual", `${((100 * distance) / usualDistance(net)).toFixed(1)} %`);
    }
    this.#draw();
    if (this.#changed(input)) this.#deriving.work(this.#derive(nets, input));
    if (this.#turned(input, seed)) {
      this.#following.run(nets.map((net) => () => this.#follow(net, input, seed)));
    }
  }

  // Fills in a cell of the table.
  #set({ name }, measure, text) {
    write(this.one(`[data-of="${name}"][data-measure="${measure}"]`), text);
  }

  *#derive(nets, input) {
    for (const net of nets) {
      const derivatives = [];
      for (const row of gradients(net, input)) {
        derivatives.push(row);
        yield;
      }
      const values = singularValues(this.#whiten[net.name](derivatives));
      this.#values[net.name] = values;
      this.#set(net, "frobenius", Math.hypot(...values).toFixed(2));
      this.#set(net, "largest_singular", values[0].toFixed(2));
      this.#draw();
      yield;
    }
  }

  #follow(net, input, seed) {
    const step = direction(seed);
    this.#curves[net.name] = Array.from({ length: STEPS + 1 }, (_, at) => {
      const radius = (MOST * at) / STEPS;
      const to = input.map((value, pixel) => value + radius * step[pixel]);
      return [radius, moved(net, this.#whiten[net.name], input, to) / usualDistance(net)];
    });
    this.#draw();
  }

  // The charts, as soon as what they show is known of both networks.
  #draw() {
    if (NAMES.every((name) => this.#values[name])) this.#charts.spectra(this.#values);
    if (NAMES.every((name) => this.#curves[name])) this.#charts.moves(this.#curves, this.element.radius);
  }
}

// What is to be seen of a network at one moment of its training: digits rebuilt, the map of the codes, what
// the first layer has learned, how long the gradients are.

import { Cloud } from "../../charts/cloud.js";
import { paintOrEmpty, paintSheet } from "../../elements/pictures.js";
import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { SHOWN } from "./sample.js";
import { PIXELS } from "../../data/digits.js";

/** @typedef {import("./lab.js").Seen} Seen */

const ACROSS = 8; // pictures in a row
const blank = '<canvas width="28" height="28" class="digit empty"></canvas>';
const LEAST = -8; // powers of ten between which the length of a gradient is drawn
const MOST = 2;

/** Digits, and below each what the network makes of it. */
export class Rebuilt extends View {
  static html = `<div class="rebuilt"><ae-pad></ae-pad>
    <div class="digits">${`<figure>${blank}${blank}</figure>`.repeat(SHOWN)}</div></div>`;

  /** @param {Seen} seen */
  show({ shown, view }) {
    this.all("figure").forEach((figure, at) => {
      const [from, to] = figure.children;
      const part = (pixels) => pixels?.subarray(at * PIXELS, (at + 1) * PIXELS);
      paintOrEmpty(from, part(shown));
      paintOrEmpty(to, part(view?.pictures));
    });
  }
}

/** The codes of some digits in a plane. */
export class Unfolding extends View {
  static html = `<canvas class="cloud ink" role="img" data-name="code_map"></canvas>`;

  #cloud;

  start() {
    this.#cloud = new Cloud(this.one("canvas"));
  }

  /** @param {Seen} seen */
  show({ labels, view }) {
    this.root.hidden = !view;
    if (!view) return;
    this.#cloud.set({ size: 2, rows: view.places }, labels);
    this.#cloud.draw(0, 0);
  }
}

/** Pictures of the first units, or kernels, on one canvas. */
export class Filters extends View {
  static html = `<canvas class="filters" role="img" data-name="filters"></canvas>`;

  /** @param {Seen} seen */
  show({ view }) {
    this.root.hidden = !view;
    if (view) paintSheet(this.one("canvas"), view.filters.pictures, view.filters.side, ACROSS);
  }
}

/** How long the gradient of each layer is, on a scale of orders of magnitude. */
export class Norms extends View {
  static html = `<ol class="norms"></ol><p class="value dead"></p>`;

  /** @param {Seen} seen */
  show({ view }) {
    this.root.hidden = !view?.step;
    if (this.root.hidden) return;
    const bars = view.gradients.map(({ name, norm }) => {
      const bar = document.createElement("li");
      const share = (Math.log10(norm || 1e-12) - LEAST) / (MOST - LEAST);
      bar.className = "value";
      bar.style.setProperty("--share", String(Math.min(1, Math.max(0, share))));
      bar.textContent = `${name.replace(".weight", "")} ${norm.toExponential(1)}`;
      return bar;
    });
    this.one(".norms").replaceChildren(...bars);
    const { dead } = view;
    write(
      this.one(".dead"),
      dead === undefined ? "" : this.text("dead_units", { share: Math.round(100 * dead) }),
    );
  }
}

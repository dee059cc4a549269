// The network, drawn: a column for each layer, as high as it has numbers, from the picture through the
// waist to the picture. A layer that is pointed at says what it is and shows what it holds.

import { grid } from "../../charts/grid.js";
import { minus } from "../../elements/numbers.js";
import { paintSigned } from "../../elements/pictures.js";
import { roving } from "../../elements/roving.js";
import { fillIn, reach } from "../../elements/terms.js";
import { View, watch } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { shapeAfter } from "../../engine/shapes.js";
import { stations } from "../../engine/stations.js";
import { maximumNorm } from "../../maths/matrix.js";

const PARTS = ["encoder", "code", "decoder"];
const ENDS = { code: "code", output: "end" };
const LEAST = 1.5; // % of the height, so that a needle is seen

/** The drawing of the network in focus. */
export class Funnel extends View {
  static html = `
    <div class="drawn">
      <p class="parts">${PARTS.map((part) => `<span data-part="${part}"><span></span> <span class="sizes"></span></span>`).join("")}</p>
      <div class="funnel" data-name="network_drawn" role="toolbar">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <defs>
            <linearGradient id="flow"><stop class="in" offset="0" /><stop class="waist" /><stop class="out" offset="1" /></linearGradient>
            <linearGradient id="wave"><stop /><stop class="crest" offset=".5" /><stop offset="1" /></linearGradient>
            <clipPath id="within"><use href="#body" /></clipPath>
          </defs>
          <path id="body" class="body" fill="url(#flow)" />
          <g clip-path="url(#within)"><rect class="pulse" width="24" height="100" fill="url(#wave)" /></g>
        </svg>
      </div>
      <svg class="lens" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><path /></svg>
      <div class="inside">
        <canvas class="empty" width="28" height="28" hidden aria-hidden="true"></canvas>
        <p class="value" aria-live="polite"></p>
      </div>
    </div>`;

  // All of it in a sentence.
  static whole = `<p class="whole value"></p>`;

  #new = watch();
  #stops = []; // {place, kind, weights, then, at}
  #held = null; // {encoding, decoding} of the digit
  #open = null; // the stop that is pointed at
  #net = null;

  start() {
    const funnel = this.one(".funnel");
    const stop = ({ target }) => target.closest?.("button")?.dataset.stop ?? null;
    funnel.onpointerover = (event) => this.#point(stop(event));
    funnel.onpointerleave = () => this.#point(null);
    funnel.addEventListener("focusin", (event) => this.#point(stop(event)));
    funnel.addEventListener("focusout", () => this.#point(null));
    funnel.onclick = (event) => this.#point(stop(event));
    roving(funnel);
  }

  /**
   * @param {import("../../engine/network.js").Network | undefined} net
   * @param {{ input: ArrayLike<number>, encoding: any[], decoding: any[] } | null} held - what each
   *   layer gave for the digit that is shown; null without one
   * @param {number} width - how many numbers of the code count
   */
  show(net, held, width) {
    this.#net = net;
    this.#held = held;
    if (net && this.#new(net, width)) this.#build(net, width);
    this.#tell();
  }

  // A wave from the picture to the picture; none where motion is not wanted (draw.css).
  pulse() {
    const node = this.one(".pulse");
    for (const animation of node.getAnimations()) animation.cancel();
    node.classList.remove("runs");
    void node.offsetWidth; // begins anew
    node.classList.add("runs");
  }

  #build(net, width) {
    const of = (place) =>
      stations(net.layers[place], net.tensor).map((station) => ({
        ...station,
        place,
      }));
    const encoder = of("encoder");
    encoder.at(-1).place = "code";
    this.#stops = [{ place: "input", shape: [1, 28, 28] }, ...encoder, ...of("decoder")];
    this.#stops.at(-1).place = "output";
    for (const stop of this.#stops) {
      stop.shape ??= shapeOf(net, stop);
      const size = stop.shape.reduce((size, length) => size * length, 1);
      stop.size = stop.place === "code" ? Math.min(size, width) : size;
    }
    this.#shape(encoder.length);
  }

  #shape(waist) {
    const most = Math.max(...this.#stops.map(({ size }) => size));
    const last = this.#stops.length - 1;
    const stops = this.#stops.map(({ size }, at) => ({
      x: (100 * at) / last,
      half: Math.max(LEAST, (100 * size) / most) / 2,
    }));
    const there = stops.map(({ x, half }) => `${x} ${50 - half}`);
    const back = stops.map(({ x, half }) => `${x} ${50 + half}`).reverse();
    this.one(".body").setAttribute("d", `M${[...there, ...back].join("L")}z`);
    this.one('[data-part="code"]').style.left = `${stops[waist].x}%`;
    this.one(".waist").setAttribute("offset", waist / last);
    const x = stops[waist].x;
    this.one(".lens path").setAttribute("d", `M${x - 0.4} 0L0 10H100L${x + 0.4} 0z`);
    for (const button of this.all(".funnel button")) button.remove();
    const buttons = stops.map(({ x, half }, at) => {
      const button = document.createElement("button");
      button.className = `stop ${ENDS[this.#stops[at].place] ?? ""}`;
      button.dataset.stop = String(at);
      button.setAttribute("aria-label", this.#words(this.#stops[at]));
      button.style.left = `${x}%`;
      button.style.setProperty("--high", `${2 * half}%`);
      return button;
    });
    this.one(".funnel").append(...buttons);
    this.#name();
  }

  // What its parts are called, and how many numbers go in and come out.
  #name() {
    if (!this.#stops.length) return;
    const code = this.#stops.find(({ place }) => place === "code");
    const [size, pixels] = [code, this.#stops[0]].map((stop) => this.number(stop.size));
    const sizes = { encoder: `${pixels} → ${size}`, decoder: `${size} → ${pixels}` };
    for (const part of PARTS) {
      const [name, through] = this.one(`[data-part="${part}"]`).children;
      fillIn(name, this.text(`part_${part}`));
      write(through, sizes[part] ?? "");
    }
    reach(this.root);
  }

  relabel() {
    for (const button of this.all(".funnel button"))
      button.setAttribute("aria-label", this.#words(this.#stops[button.dataset.stop]));
    this.#name();
    this.#tell();
  }

  #point(stop) {
    this.#open = stop;
    this.#tell();
  }

  // Says what the network is, and what is pointed at; shows what that holds.
  #tell() {
    const canvas = this.one(".inside canvas");
    const stop = this.#stops[this.#open];
    write(this.one(".whole"), this.#net ? this.#whole() : "");
    write(this.one(".inside p"), stop ? this.#words(stop) : "");
    const tensor = stop && this.#held && this.#holds(stop);
    canvas.hidden = !tensor;
    canvas.classList.toggle("empty", !tensor);
    if (!tensor) return;
    const { shape, data } = tensor;
    const [order, columns] = grid(shape, data.length);
    const values = order.map((number) => data[number]);
    paintSigned(canvas, values, Math.max(1e-6, maximumNorm(data)), columns);
  }

  #holds({ place, at, shape }) {
    const { input, encoding, decoding } = this.#held;
    if (place === "input") return { shape, data: Float32Array.from(input) };
    return (["decoder", "output"].includes(place) ? decoding : encoding)[at];
  }

  #whole() {
    const sizes = (places) =>
      this.#stops
        .filter(({ place }) => places.includes(place))
        .map(({ size }) => this.number(size))
        .join(" → ");
    const code = this.#stops.find(({ place }) => place === "code");
    return this.text("network_whole", {
      encoder: sizes(["input", "encoder", "code"]),
      code: this.number(code.size),
      decoder: sizes(["code", "decoder", "output"]),
      weights: this.number(this.#net.parameters),
    });
  }

  #words({ place, kind, shape, size, weights, then }) {
    const [count, height, width] = shape;
    const maps = shape.length === 3 && count > 1;
    const numbers = maps
      ? this.text("station_maps", { count, height, width })
      : this.text("station_numbers", { size: this.number(size) });
    const where = this.text(`station_${place}`);
    if (place === "input") return `${where}: ${numbers}`;
    const done = then.map((name) => this.text(`then_${name}`)).join(", ");
    const layer = this.text("station_layer", {
      layer: this.text(`layer_${kind}`),
      weights: this.number(weights),
    });
    return minus(`${where}: ${numbers}${this.text("station_by")}${layer}${done && ` + ${done}`}`);
  }
}

// The shape of what a layer gives.
function shapeOf({ layers, tensor, code }, { place, at }) {
  const back = ["decoder", "output"].includes(place);
  const chain = layers[back ? "decoder" : "encoder"].slice(0, at + 1);
  return shapeAfter(chain, back ? [code.size] : [1, 28, 28], tensor);
}

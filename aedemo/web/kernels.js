// <ae-kernels>: the transposed convolution a super-resolution network has learned, channel by
// channel, from the very file that train.py wrote. Property: factor.

import { Element, oncePerFrame, settle, upgrade } from "./element.js";
import { fetchOk, remembering } from "./fetch.js";
import { balancePhases } from "./phases.js";
import { parseSafetensors } from "./safetensors.js";
import { SETTINGS } from "./settings.js";
import { paintSigned } from "./squares.js";

// Factor → the kernels as the network uses them, with balanced phases, strongest first.
const learned = remembering(async (factor) => {
  const address = new URL(`../weights/superres-x${factor}/model.safetensors`, import.meta.url);
  const tensors = parseSafetensors(await (await fetchOk(address)).arrayBuffer());
  const tensor = tensors["deconvolution.weight"];
  if (!tensor) throw new Error("The weights file has no deconvolution.weight.");
  const taps = tensor.shape[2] * tensor.shape[3];
  const energy = (kernel) => kernel.reduce((sum, tap) => sum + tap * tap, 0);
  return Array.from({ length: tensor.shape[0] }, (_, channel) =>
    balancePhases(tensor.data.subarray(channel * taps, (channel + 1) * taps), factor),
  ).sort((a, b) => energy(b) - energy(a));
});

export class Kernels extends Element {
  static html = `
    <p class="note about"></p>
    <div class="kernels" role="img" data-name="kernels_name"></div>
    <p class="legend" hidden><span class="least"></span><canvas aria-hidden="true"></canvas><span class="most"></span></p>`;

  #redraw = oncePerFrame(() => this.#show());

  start() {
    upgrade(this);
  }

  refresh() {
    this.#redraw();
  }

  async #show() {
    const { factor } = this;
    const kernels = await this.loading(() => learned(factor));
    if (factor !== this.factor) return;
    const size = Math.sqrt(kernels[0].length);
    const most = Math.max(...kernels.map((kernel) => Math.max(...kernel.map(Math.abs))));
    this.one(".kernels").replaceChildren(
      ...kernels.map((kernel) => {
        const canvas = document.createElement("canvas");
        paintSigned(canvas, kernel, most);
        return canvas;
      }),
    );
    this.one(".about").textContent = this.text("kernels_note", { count: kernels.length, size });
    this.one(".legend").hidden = false;
    this.one(".least").textContent = `−${most.toFixed(2)}`;
    this.one(".most").textContent = `+${most.toFixed(2)}`;
    paintSigned(this.one(".legend canvas"), Array.from({ length: 65 }, (_, at) => at - 32), 32, 65);
  }
}

settle(Kernels, SETTINGS.kernels);
customElements.define("ae-kernels", Kernels);

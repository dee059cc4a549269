// <ae-kernels>: the transposed convolution a super-resolution network has learned, channel by
// channel, from the very file that train.py wrote. Property: learned (the factor).

import texts from "../../../facts/texts/deconvolution.json" with { type: "json" };
import { Adjustable, settle } from "../../elements/adjustable.js";
import { paintSigned } from "../../elements/pictures.js";
import { fetchBytes, remembering } from "../../files/fetch.js";
import { weightsFile } from "../../files/places.js";
import { parseSafetensors } from "../../files/safetensors.js";
import { maximumNorm } from "../../maths/matrix.js";
import { balancePhases } from "../../maths/phases.js";

function weight(content) {
  const tensor = parseSafetensors(content)["deconvolution.weight"];
  if (!tensor) throw new Error("The weights file has no deconvolution.weight.");
  return tensor;
}

// Factor → the kernels as the network uses them, with balanced phases, strongest first.
const learned = remembering(async (factor) => {
  const tensor = await fetchBytes(weightsFile(`superres-x${factor}`, "model.safetensors"), weight);
  const taps = tensor.shape[2] * tensor.shape[3];
  const energy = (kernel) => kernel.reduce((sum, tap) => sum + tap * tap, 0);
  return Array.from({ length: tensor.shape[0] }, (_, channel) =>
    balancePhases(tensor.data.subarray(channel * taps, (channel + 1) * taps), factor),
  ).sort((a, b) => energy(b) - energy(a));
});
import { write } from "../../elements/write.js";

export class Kernels extends Adjustable {
  static texts = texts;
  static styles = [new URL("kernels.css", import.meta.url)];
  static html = `
    <p class="note about"></p>
    <div class="kernels" role="img" data-name="kernels_name"></div>
    <p class="legend" hidden><span class="least"></span><canvas aria-hidden="true"></canvas><span class="most"></span></p>`;

  async start() {
    await this.begin();
  }

  async show() {
    const factor = this.learned;
    const kernels = await this.loading(() => learned(factor));
    if (factor !== this.learned) return;
    const size = Math.sqrt(kernels[0].length);
    const most = Math.max(...kernels.map(maximumNorm));
    this.one(".kernels").replaceChildren(
      ...kernels.map((kernel) => {
        const canvas = document.createElement("canvas");
        paintSigned(canvas, kernel, most);
        return canvas;
      }),
    );
    write(this.one(".about"), this.text("kernels_note", { count: kernels.length, size }));
    this.one(".legend").hidden = false;
    write(this.one(".least"), `−${most.toFixed(2)}`);
    write(this.one(".most"), `+${most.toFixed(2)}`);
    paintSigned(
      this.one(".legend canvas"),
      Array.from({ length: 65 }, (_, at) => at - 32),
      32,
      65,
    );
  }
}

settle(Kernels, "kernels");
customElements.define("ae-kernels", Kernels);

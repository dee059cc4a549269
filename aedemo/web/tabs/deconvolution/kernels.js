// <ae-kernels>: the transposed convolution a super-resolution network has learned, channel by
// channel, from the very file that train.py wrote; the one that is chosen is shown at work.
// Properties: learned (the factor), channel (from 1).

import texts from "../../../facts/texts/deconvolution.json" with { type: "json" };
import { Adjustable, settle } from "../../elements/adjustable.js";
import { address } from "../../elements/page.js";
import { paintSigned } from "../../elements/pictures.js";
import { roving } from "../../elements/roving.js";
import { mark, write } from "../../elements/write.js";
import { fetchBytes, remembering } from "../../files/fetch.js";
import { weightsFile } from "../../files/places.js";
import { parseSafetensors } from "../../files/safetensors.js";
import { maximumNorm } from "../../maths/matrix.js";
import { balancePhases } from "../../maths/phases.js";
import { spread } from "../../maths/transposed.js";

const SIDE = 5; // of what kernels are shown at work on, and what they see beyond it on each side
const AROUND = 1;
const WIDE = SIDE + 2 * AROUND;
const EDGE = 4; // the first column that is 1

/** What goes in, with what is around it. */
const INPUTS = {
  pixel: Float64Array.from({ length: WIDE ** 2 }, (_, at) => Number(at === (WIDE ** 2 - 1) / 2)),
  edge: Float64Array.from({ length: WIDE ** 2 }, (_, at) => Number(at % WIDE >= EDGE)),
};

function weight(content) {
  const tensor = parseSafetensors(content)["deconvolution.weight"];
  if (!tensor) throw new Error("The weights file has no deconvolution.weight.");
  return tensor;
}

// Factor → the kernels as the network uses them, with balanced phases, each with its channel (from 1),
// strongest first.
const learned = remembering(async (factor) => {
  const tensor = await fetchBytes(weightsFile(`superres-x${factor}`, "model.safetensors"), weight);
  const size = tensor.shape[2] * tensor.shape[3];
  const energy = ({ taps }) => taps.reduce((sum, tap) => sum + tap * tap, 0);
  return Array.from({ length: tensor.shape[0] }, (_, at) => ({
    channel: at + 1,
    taps: balancePhases(tensor.data.subarray(at * size, (at + 1) * size), factor),
  })).sort((a, b) => energy(b) - energy(a));
});

const picture = (name) => `<canvas data-picture="${name}" aria-hidden="true"></canvas>`;
const work = (name) => `
  <figure>${picture(name)}<span aria-hidden="true">→</span>${picture(`${name}-enlarged`)}
    <figcaption data-text="kernel_on_${name}"></figcaption></figure>`;

export class Kernels extends Adjustable {
  static texts = texts;
  static styles = [new URL("kernels.css", import.meta.url)];
  static html = `
    <p class="note about"></p>
    <div class="kernels" role="radiogroup" data-name="kernels_name"></div>
    <p class="legend" hidden><span class="least"></span><canvas aria-hidden="true"></canvas><span class="most"></span></p>
    <section class="work" hidden>
      <h4></h4>
      <div class="works">${work("pixel")}${work("edge")}</div>
      <p class="note"><span class="sizes"></span> <a data-text="open_sizes"></a></p>
    </section>`;

  async start() {
    roving(this.one(".kernels"), { choose: true });
    await this.begin();
  }

  async show() {
    const factor = this.learned;
    const kernels = await this.loading(() => learned(factor));
    if (factor !== this.learned) return;
    const size = Math.sqrt(kernels[0].taps.length);
    const most = Math.max(...kernels.map(({ taps }) => maximumNorm(taps)));
    const buttons = this.#buttons(kernels.length);
    kernels.forEach(({ channel, taps }, at) => {
      paintSigned(buttons[at].firstElementChild, taps, most);
      mark(buttons[at], "aria-label", this.text("kernel_of_channel", { channel }));
      mark(buttons[at], "aria-checked", channel === this.channel);
      buttons[at].onclick = () => (this.channel = channel);
    });
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
    this.#showWork(kernels.find(({ channel }) => channel === this.channel).taps, size);
  }

  #buttons(count) {
    const group = this.one(".kernels");
    while (group.childElementCount < count) {
      const button = document.createElement("button");
      button.setAttribute("role", "radio");
      button.innerHTML = `<canvas aria-hidden="true"></canvas>`;
      group.append(button);
    }
    return [...group.children];
  }

  // What the chosen kernel makes of one pixel, and of an edge.
  #showWork(taps, size) {
    const stride = this.learned;
    const settings = { kernel: size, stride, padding: 2 * stride, outputPadding: 0 };
    this.one(".work").hidden = false;
    write(this.one(".work h4"), this.text("kernel_at_work", { channel: this.channel }));
    for (const [name, input] of Object.entries(INPUTS)) {
      const seen = input.filter((_, at) => inner(Math.floor(at / WIDE)) && inner(at % WIDE));
      paintSigned(this.one(`[data-picture="${name}"]`), seen, 1);
      const enlarged = spread(input, taps, settings);
      paintSigned(this.one(`[data-picture="${name}-enlarged"]`), enlarged, maximumNorm(enlarged));
    }
    const { kernel, padding } = settings;
    write(this.one(".sizes"), this.text("learned_sizes", { kernel, stride, padding }));
    const state = { kernel, stride, padding, learned: stride, channel: this.channel };
    const texts = Object.fromEntries(Object.entries(state).map(([name, value]) => [name, String(value)]));
    this.one(".work a").href = address("deconvolution", texts);
  }
}

const inner = (at) => at >= AROUND && at < WIDE - AROUND;

settle(Kernels, "kernels");
customElements.define("ae-kernels", Kernels);

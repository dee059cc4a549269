// <ae-deconvolution>: a transposed convolution opened up: which pixel writes which, and how often
// each is written. Properties: kernel, stride, padding, outputPadding.

import texts from "../../../facts/texts/deconvolution.json" with { type: "json" };
import { Cells, CELLS } from "../../charts/cells.js";
import { Adjustable, settle } from "../../elements/adjustable.js";
import { minus } from "../../elements/numbers.js";
import { oncePerFrame } from "../../elements/pace.js";
import { counts, outputSize, refusal, writers, written } from "../../maths/transposed.js";
import "./checkerboard.js";
import "./kernels.js";
import { write } from "../../elements/write.js";

const INPUT = 5;
const NARROW = 7; // kernels up to this size have their taps read beside the input, larger ones below it

export class Deconvolution extends Adjustable {
  static texts = texts;
  static styles = [CELLS, new URL("deconvolution.css", import.meta.url)];
  static html = `
    <p class="note about" data-text="opened_up_note"></p>
    <div class="halves"><div>
    <p class="formula">
      <span><i>H</i><sub>out</sub> = (<i>H</i><sub>in</sub> − 1)·<i>s</i> − 2<i>p</i> + (<i>k</i> − 1) + <i>o</i> + 1</span>
      <span class="numbers"></span>
    </p>
    <p class="refused" role="status" hidden></p>
    <div class="pipeline">
      <section class="given">
        <div>
          <h3 data-text="deconvolution_input"></h3>
          <svg class="cells" data-cells="input" tabindex="0" role="application" data-name="input_cells" aria-describedby="sentence"></svg>
        </div>
        <div>
          <h3 class="kernel-size"></h3>
          <svg class="cells" data-cells="kernel" role="img" data-name="kernel_cells"></svg>
        </div>
        <p id="sentence" aria-live="polite"></p>
      </section>
      <section>
        <h3 class="output-size"></h3>
        <svg class="cells" data-cells="output" tabindex="0" role="application" data-name="output_cells" aria-describedby="sentence"></svg>
        <p class="note"></p>
      </section>
    </div>
    </div><ae-checkerboard></ae-checkerboard></div>`;

  #shown = { kernel: 3, stride: 2, padding: 0, outputPadding: 0 }; // the last possible settings
  #pointed = "output";
  #redrawLinks = oncePerFrame(() => this.#showLinks());

  async start() {
    const pointable = (name) =>
      new Cells(this.one(`[data-cells="${name}"]`), () => {
        this.#pointed = name;
        this.#redrawLinks();
      });
    this.input = pointable("input");
    this.output = pointable("output");
    this.taps = new Cells(this.one('[data-cells="kernel"]'));
    this.input.place = [2, 2];
    this.output.place = [4, 4];
    await this.begin();
    this.show(); // at once, or what is below would jump a frame later
  }

  // The settings, the side of the output, null where there is none, and whether all of its pixels but those
  // near the border are written equally often.
  get evidence() {
    const { kernel, stride, padding, outputPadding } = this;
    const chosen = { kernel, stride, padding, outputPadding };
    const size = refusal(INPUT, chosen) ? null : outputSize(INPUT, chosen);
    return { ...chosen, size, even: kernel % stride === 0 };
  }

  show() {
    const { kernel, stride, padding, outputPadding } = this;
    const chosen = { kernel, stride, padding, outputPadding };
    const size = outputSize(INPUT, chosen);
    const sum = `(${INPUT} − 1)·${stride} − 2·${padding} + (${kernel} − 1) + ${outputPadding} + 1`;
    write(this.one(".numbers"), `= ${sum} = ${minus(size)}`);
    Object.assign(this.one("ae-checkerboard"), { kernel, stride });
    const why = refusal(INPUT, chosen);
    if (!why) this.#shown = chosen;
    const refused = this.one(".refused");
    refused.hidden = !why;
    if (why === "output_padding") {
      write(refused, this.text("refused_output_padding", { outputPadding, stride }));
    } else if (why === "empty") {
      write(refused, this.text("refused_empty"));
    }
    this.#showGrids();
  }

  #showGrids() {
    const { kernel, stride } = this.#shown;
    this.counts = counts(INPUT, this.#shown);
    const size = this.counts.length;
    this.input.side = INPUT;
    this.taps.side = kernel;
    this.one(".given").classList.toggle("stacked", kernel > NARROW);
    this.output.side = size;
    write(this.one(".kernel-size"), this.text("deconvolution_kernel", { size: kernel }));
    write(this.one(".output-size"), this.text("deconvolution_output", { size }));
    const [least, most] = [Math.floor(kernel / stride) ** 2, Math.ceil(kernel / stride) ** 2];
    write(
      this.one(".pipeline .note"),
      least === most
        ? this.text("counts_even", { kernel, stride, most })
        : this.text("counts_uneven", { kernel, stride, least, most }),
    );
    this.#showLinks();
  }

  // Lights up the pixel pointed at, those it is linked with, and the taps between them.
  #showLinks() {
    const size = this.counts.length;
    const fromInput = this.#pointed === "input";
    const place = this[this.#pointed].place;
    const [rows, columns] = place.map((at) =>
      fromInput ? written(at, size, this.#shown) : writers(at, INPUT, this.#shown),
    );
    const tap = (down, across) => down.tap * this.#shown.kernel + across.tap + 1;
    const linked = (row, column) => {
      const down = rows.find(({ at }) => at === row);
      const across = columns.find(({ at }) => at === column);
      return down && across && { text: tap(down, across), mark: "linked" };
    };
    const here = (row, column) => row === place[0] && column === place[1];
    const used = rows.flatMap((down) => columns.map((across) => tap(down, across)));
    const most = Math.max(...this.counts.flat());

    this.input.draw((row, column) => {
      if (fromInput) return { mark: here(row, column) ? "here" : "" };
      return linked(row, column) ?? {};
    });
    this.taps.draw((row, column) => {
      const text = row * this.#shown.kernel + column + 1;
      return { text, mark: used.includes(text) ? "linked" : "" };
    });
    this.output.draw((row, column) => {
      const count = this.counts[row][column];
      const mark = !fromInput && here(row, column) ? "here" : "";
      return (fromInput && linked(row, column)) || { text: count, share: count / most, mark };
    });
    write(this.one("#sentence"), this.#sentence(place, rows, columns, used));
  }

  #sentence([row, column], rows, columns, used) {
    const values = {
      row: row + 1,
      column: column + 1,
      count: used.length,
      all: this.#shown.kernel ** 2,
    };
    if (!used.length) {
      return this.#pointed === "input"
        ? this.text("input_writes_nothing", values)
        : this.text("output_not_written", values);
    }
    values.rows = rows.length > 1 ? this.text("rows", ends(rows)) : this.text("row", ends(rows));
    values.columns =
      columns.length > 1 ? this.text("columns", ends(columns)) : this.text("column", ends(columns));
    const list = { list: used.join(this.text("comma")) };
    values.taps = used.length > 1 ? this.text("taps", list) : this.text("tap", list);
    return this.#pointed === "input"
      ? this.text("input_writes", values)
      : this.text("output_written", values);
  }
}

// First and last place of one axis, counted from 1.
const ends = (links) => ({ first: links[0].at + 1, last: links.at(-1).at + 1 });

settle(Deconvolution, "deconvolution");
customElements.define("ae-deconvolution", Deconvolution);

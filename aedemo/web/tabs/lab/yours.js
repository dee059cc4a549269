// What was trained here, as the visitor's own network: for the other tabs, as files, and from files again.

import { makeYours } from "../../data/yours.js";
import { address, ours } from "../../elements/page.js";
import { saving } from "../../elements/saving.js";
import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { configFile, demandFinite, open, Unopened, weightsFile } from "../../state/lab/saved.js";
import { sentence } from "./sentences.js";

// Where it is to be seen: the state of the tab, by its name.
const SHOWS = {
  draw: { variant: "yours" },
  interpolate: { variant: "yours" },
  map: { space: "yours" },
  compare: { shown: "dense,pca-32,yours" },
};
const FILES = {
  "model.safetensors": weightsFile,
  "config.json": ({ config }) => [configFile(config)],
};

/** The network to use elsewhere, to save, and one that is opened. */
export class Yours extends View {
  static html = `
      <p class="row">
        <button class="use" data-text="use_it"></button>
        ${Object.keys(FILES)
          .map((file) => `<button data-file="${file}"><span data-text="save"></span> ${file}</button>`)
          .join("")}
        <button class="open" data-text="open_network"></button>
        <input type="file" accept=".safetensors,.json" multiple hidden />
      </p>
      <p class="value said" role="status"></p>
      <p class="row there" hidden>${Object.keys(SHOWS)
        .map((tab) => `<a data-tab="${tab}" data-text="tab_${tab}"></a>`)
        .join("")}</p>
      <p class="unread" role="alert" hidden></p>
      <p class="note" data-text="save_note"></p>`;

  #training;
  #used = null; // {key, values, pictures}: what is said of the network that the other tabs have
  #refused = null; // why there is nothing to use, to save or to open
  #keep = saving();

  start() {
    this.one(".use").onclick = () => this.#attempt(() => this.#use());
    for (const button of this.all("[data-file]"))
      button.onclick = () => this.#attempt(() => this.#save(button.dataset.file));
    const input = this.one("input");
    this.one(".open").onclick = () => input.click();
    input.onchange = async () => {
      const files = [...input.files];
      if (files.length) await this.#attempt(() => this.#open(files));
      input.value = ""; // so that the same file can be opened again
    };
  }

  /** @param {import("./lab.js").Seen} seen */
  show({ training, run }) {
    this.#training = training;
    const { kept } = training;
    for (const button of this.all(".use, [data-file]")) button.disabled = !run.steps || !run.finite || !kept;
    const gone = run.steps > 0 && !kept;
    const { key, values } = this.#used ?? { key: "use_hint" };
    const said = [this.text(key, values)];
    if (this.#used?.pictures === "digits") said.push(this.text("flattered"));
    if (gone) said.push(this.text("weights_gone"));
    write(this.one(".said"), said.join(" "));
    this.one(".there").hidden = !this.#used || !ours; // the site knows nothing of what another page has
    for (const link of this.all("[data-tab]")) link.href = address(link.dataset.tab, SHOWS[link.dataset.tab]);
    const unread = this.one(".unread");
    unread.hidden = !this.#refused;
    write(unread, this.#refused ? this.#why(this.#refused) : "");
  }

  // What was said of another attempt is of no interest any more.
  async #attempt(what) {
    this.#refused = null;
    try {
      await what();
    } catch (error) {
      if (error instanceof Unopened) this.#refused = error;
      else this.element.failed(error, what);
    }
    this.element.show();
  }

  async #network() {
    const stored = await this.#training.network();
    demandFinite(stored);
    return stored;
  }

  async #use() {
    const stored = await this.#network();
    this.#give(stored, "in_use", { step: stored.config.training.step });
  }

  #give(stored, key, values) {
    makeYours(stored);
    this.#used = { key, values, pictures: stored.config.arguments.pictures };
  }

  async #save(file) {
    const parts = FILES[file](await this.#network());
    this.#keep(new Blob(parts), file);
  }

  async #open(files) {
    const beside = files.find(({ name }) => name.endsWith(".json"));
    const [weights = files[0]] = files.filter((file) => file !== beside);
    const stored = await open(weights, weights === beside ? undefined : beside).catch((error) => {
      throw Object.assign(error, { file: weights.name });
    });
    this.#give(stored, "opened", { file: weights.name });
  }

  #why({ reason, values, wrong, file }) {
    const said = wrong.map((each) => sentence(this.element, each)).join(" ");
    return this.text(`unopened_${reason}`, { ...values, file, said });
  }
}

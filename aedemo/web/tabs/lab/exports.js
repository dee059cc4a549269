// The training to take along, and another one from a file.

import { saving } from "../../elements/saving.js";
import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { EXPORTS, fileStem } from "../../state/lab/exports.js";
import { runCard } from "./run-card.js";

const ENDINGS = Object.keys(EXPORTS);

/** The script, what can be saved, and a description that is opened. */
export class Exports extends View {
  static html = `
    <details class="script" data-seen="script"><summary data-text="export_script"></summary>
      <p class="row">
        ${ENDINGS.map((ending) => `<button data-ending="${ending}" data-text="save_${ending}"></button>`).join("")}
        <button class="card" data-text="save_card"></button>
        <button class="copy" data-text="copy_script"></button>
        <button class="open" data-text="open_description"></button>
        <input type="file" accept=".json,application/json" hidden />
      </p>
      <p class="note unread" role="alert" hidden></p>
      <pre tabindex="0"></pre>
    </details>`;

  #seen;
  #copied = ""; // the script that was copied last
  #said = ""; // and how that went
  #saving = saving();

  start() {
    this.root.ontoggle = () => this.element.show();
    for (const button of this.all("[data-ending]")) button.onclick = () => this.#save(button.dataset.ending);
    this.one(".card").onclick = async () => this.#keep(await runCard(this.element, this.#seen), "html");
    this.one(".copy").onclick = () => this.#copy();
    const input = this.one("input");
    this.one(".open").onclick = () => input.click();
    input.onchange = async () => {
      const [file] = input.files;
      if (file) await this.#open(file);
      input.value = ""; // so that the same file can be opened again
    };
  }

  /** @param {import("./lab.js").Seen} seen */
  show(seen) {
    this.#seen = seen;
    const right = !seen.wrong.length;
    this.one(".card").disabled = !seen.run.steps;
    this.one(".copy").disabled = !right;
    for (const button of this.all("[data-ending]")) button.disabled = !right;
    if (this.root.matches("[open]") && right) write(this.one("pre"), this.element.script());
    const done = this.#copied && this.#copied === this.one("pre").textContent;
    write(this.one(".copy"), this.text(done ? this.#said : "copy_script"));
  }

  #save(ending) {
    this.#keep(EXPORTS[ending](this.element.description), ending);
  }

  #keep(content, ending) {
    this.#saving(new Blob([content]), `${fileStem(this.element.description)}.${ending}`);
  }

  // Without the permission to write to the clipboard (on http pages) the text is left selected.
  async #copy() {
    const pre = this.one("pre");
    getSelection().selectAllChildren(pre);
    this.#copied = pre.textContent;
    this.#said = await navigator.clipboard.writeText(this.#copied).then(
      () => "copied",
      () => "copy_selected",
    );
    this.show(this.#seen);
  }

  async #open(file) {
    const unread = this.one(".unread");
    unread.hidden = true;
    try {
      const values = JSON.parse(await file.text());
      if (values?.constructor !== Object) throw new TypeError("no object");
      this.element.description = values;
    } catch (error) {
      unread.hidden = false;
      const said = error instanceof RangeError ? error.message : this.text("no_description");
      write(unread, `${file.name}: ${said}`);
    }
  }
}

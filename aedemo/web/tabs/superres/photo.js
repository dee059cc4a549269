// The picture that is enlarged: a photograph that ships, or one of the visitor's own, from a file or the
// camera, dropped or pasted.

import { View } from "../../elements/view.js";
import { dataFile } from "../../files/places.js";
import { shrunk } from "../../files/pictures/shrink.js";
import { SETTINGS } from "../../state/settings.js";

const KINDS = "image/jpeg,image/png,image/webp,image/gif,image/bmp,image/avif";

const choice = (name) => `
  <label>
    <input type="radio" name="photo" value="${name}" />
    <img src="${dataFile(`photos/${name}.png`)}" alt="" />
    <span class="heard" data-text="photo_${name}"></span>
  </label>`;

export class Photo extends View {
  static html = `
    <fieldset><legend data-text="photos"></legend>${SETTINGS.superres.photo.values.map(choice).join("")}</fieldset>
    <p class="row">
      <button class="choose" data-text="choose_picture"></button>
      <button class="shoot" data-text="take_photo"></button>
      <input class="file" type="file" accept="${KINDS}" hidden />
      <input class="camera" type="file" accept="image/*" capture="environment" hidden />
    </p>
    <p class="note"><span data-text="photo_hint"></span> <span class="drop" data-text="drop_hint"></span>
      <span class="shoot" data-text="shoot_hint"></span></p>
    <p class="target" aria-hidden="true" hidden><b data-text="drop_here"></b></p>`;

  start() {
    for (const input of this.all("[name=photo]")) input.onchange = () => (this.element.photo = input.value);
    this.#files(this.one(".choose"), this.one(".file"), (file) => this.#take(file));
    this.#files(this.one("button.shoot"), this.one(".camera"), (file) => this.#shoot(file));
    this.#drops();
    // For as long as the page is there: an element that is taken out and put back goes on.
    document.addEventListener("paste", (event) => this.#paste(event));
  }

  show() {
    const { photo, unshared } = this.element;
    for (const input of this.all("[name=photo]")) input.checked = !unshared && input.value === photo;
  }

  #take(file) {
    return this.element.take(file, file.name);
  }

  // If it cannot be made smaller, why is said as of any other.
  async #shoot(file) {
    this.element.take(await shrunk(file).catch(() => file), file.name);
  }

  #files(button, input, take) {
    button.onclick = () => input.click();
    input.onchange = () => {
      const [file] = input.files;
      if (file) take(file);
      input.value = ""; // so that the same file can be chosen again
    };
  }

  // Files may be dropped anywhere on the element, which says so as long as one is above it.
  #drops() {
    const { element } = this;
    const target = this.one(".target");
    const on = (name, act) =>
      element.addEventListener(name, (event) => {
        if (event.dataTransfer.types.includes("Files")) act(event);
      });
    on("dragover", (event) => {
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      target.hidden = false;
    });
    on("dragleave", ({ relatedTarget }) => {
      if (!element.contains(relatedTarget)) target.hidden = true;
    });
    on("drop", (event) => {
      event.preventDefault();
      target.hidden = true;
      const [file] = event.dataTransfer.files;
      if (file) this.#take(file);
    });
  }

  // What is pasted goes to a text field that has the focus, and to one element of those that are seen.
  #paste(event) {
    const [file] = event.clipboardData.files;
    const [target] = event.composedPath();
    const field = typeof target.selectionStart === "number" || target.isContentEditable;
    if (!file || field || event.defaultPrevented || !this.element.checkVisibility()) return;
    event.preventDefault();
    this.#take(file);
  }
}

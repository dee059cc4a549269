// <ae-superres>: the settings of the Super-resolve tab, whose controls and pictures are Gradio's.
// It draws nothing; it says what in the address could not be read.

import { Element, settle } from "./element.js";
import { SETTINGS } from "./settings.js";

export class SuperResolve extends Element {
  async start() {
    await this.begin();
  }
}

settle(SuperResolve, SETTINGS.superres);
customElements.define("ae-superres", SuperResolve);

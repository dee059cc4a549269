// <ae-superres>: the settings of the Super-resolve tab. Photograph and result are Gradio's, and so is
// the work; the page asks this element how it is to be done.
// Properties: photo (an example's name), factor, hide, method. Event "compared" when the method that
// the network is compared with is another.

import texts from "../../../facts/texts/superres.json" with { type: "json" };
import { Adjustable, settle } from "../../elements/adjustable.js";

export class SuperResolve extends Adjustable {
  static texts = texts;

  async start() {
    await this.begin();
  }

  // Shows the result beside another method.
  compare() {
    this.emit("compared");
  }
}

settle(SuperResolve, "superres", { method: "compare" });
customElements.define("ae-superres", SuperResolve);

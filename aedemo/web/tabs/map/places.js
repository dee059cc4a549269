// What is seen of the map's places: the visitor's digit from its own place, what the place that is
// looked at decodes to, and the digit of the sample nearest to it; the same in a sentence.

import { PIXELS } from "../../data/digits.js";
import { NEIGHBOURS } from "../../data/spaces.js";
import { fill, picture } from "../../elements/pictures.js";
import { afterRest } from "../../elements/rest.js";
import { View } from "../../elements/view.js";
import { nearest } from "../../maths/nearest.js";

/** @type {import("../../maths/matrix.js").Vector} */
const BLANK = new Float32Array(PIXELS);

const written = (place) => `(${[...place].map((value) => value.toFixed(2)).join(", ")})`;

export class Places extends View {
  static html = `
    ${picture("own", "map_own")}
    ${picture("here", "at_point")}
    ${picture("close", "map_close")}
    <div class="row"><button class="back" data-text="map_back"></button></div>`;

  #say = afterRest(() => this.element.one(".where"));

  /**
   * @param {import("../../data/features.js").Sample} sample
   * @param {import("../../data/spaces.js").Space} space
   * @param {object} seen
   * @param {import("../../data/spaces.js").Located | null} seen.own - the visitor's digit
   * @param {number[] | undefined} seen.place - that is looked at: the digit's own, or another
   * @param {number | undefined} seen.row - of the sample, of the digit nearest to it
   * @param {boolean} seen.kept - whether there is a way back
   */
  show(sample, space, { own, place, row, kept }) {
    this.decoded("here", space, place);
    this.one(".back").disabled = !kept;
    if (place) {
      const [label, index] = [sample.label(row), sample.index(row)];
      this.#picture("close", sample.digit(row), this.text("map_digit", { label, index }));
    } else {
      this.#picture("close");
    }
    this.#say(() => this.#describe(sample, space, own, place));
  }

  // For those who do not see the map, once nothing has changed for a while.
  #describe(sample, space, own, place) {
    const neighbours = place === own?.place ? own?.neighbours : null;
    const key = place !== own?.place ? "map_here" : neighbours ? "map_between" : "map_among";
    const rows = place ? (neighbours ?? nearest(space, place, NEIGHBOURS)) : [];
    const list = rows.map((row) => sample.label(row)).join(this.text("comma"));
    return place ? this.text(key, { place: written(place), list }) : "";
  }

  /**
   * Shows what a place decodes to, if it can be decoded.
   * @param {"own" | "here"} name - of the picture
   * @param {import("../../data/spaces.js").Space | undefined} space
   * @param {import("../../maths/matrix.js").Vector | undefined} place
   */
  decoded(name, space, place) {
    this.one(`[data-picture="${name}"]`).hidden = this.element.space === "tsne";
    if (place && space.decode) this.#picture(name, space.decode(place), `z = ${written(place)}`);
    else this.#picture(name);
  }

  #picture(name, pixels = BLANK, caption = "") {
    const figure = this.one(`[data-picture="${name}"]`);
    fill(figure, pixels, caption);
    figure.querySelector("canvas").classList.toggle("empty", pixels === BLANK);
  }
}

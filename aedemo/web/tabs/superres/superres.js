// <ae-superres>: a picture enlarged by a transposed convolution, here and now, beside bicubic and nearest.
// Properties: photo (one that ships), factor, hide, method, differences, zoom, x, y, inside, article.
// Methods: take(blob, name), enlarge(blob, factor).

import pictures from "../../../facts/texts/pictures.json" with { type: "json" };
import texts from "../../../facts/texts/superres.json" with { type: "json" };
import { Adjustable, settle } from "../../elements/adjustable.js";
import { saving } from "../../elements/saving.js";
import { Client } from "../../engine/client.js";
import { fetchBytes, remembering } from "../../files/fetch.js";
import { Failure } from "../../files/failures.js";
import { openPicture } from "../../files/pictures/open.js";
import { dataFile } from "../../files/places.js";
import { write } from "../../elements/write.js";
import { Article } from "./article.js";
import { Compare } from "./compare.js";
import { Inside } from "./inside.js";
import { demandRoom } from "./limits.js";
import { Photo } from "./photo.js";
import { Scores } from "./scores.js";
import { Work } from "./work.js";

/** @import { Picture } from "../../maths/luminance.js" */
/** @import { Enlarged } from "../../engine/enlarging/session.js" */
/** @typedef {Enlarged & { factor: number, name: string }} Found what is there, which may be older than what is set */
/**
 * What the parts show.
 * @typedef {object} Seen
 * @property {Found | null} found
 * @property {boolean} hide
 * @property {string} method - what the network is compared with
 * @property {boolean} differences - from what was hidden, in place of the pictures
 * @property {number} zoom - CSS pixels for one of the large picture, or 0: all of it is seen
 * @property {number} x - of the place that is looked at, a share of the width
 * @property {number} y
 * @property {boolean} inside - whether the inside of the network is seen
 * @property {boolean} article - whether the article's network is
 */

const WORKER = new URL("../../engine/enlarging/worker.js", import.meta.url);
const shipped = remembering(async (name) =>
  openPicture(await fetchBytes(dataFile(`photos/${name}.png`), (content) => new Blob([content]))),
);

// The parts, by the names of the sections that hold them.
const PARTS = {
  photo: Photo,
  work: Work,
  compare: Compare,
  scores: Scores,
  inside: Inside,
  article: Article,
};

export class SuperResolve extends Adjustable {
  static texts = { ...texts, ...pictures };
  static terse = true;
  static styles = [
    new URL("superres.css", import.meta.url),
    new URL("photo.css", import.meta.url),
    new URL("inside.css", import.meta.url),
    new URL("article.css", import.meta.url),
  ];
  static html = `
    <div class="bench">
      <section class="photo">${Photo.html}</section>
      <div class="settings"></div>
      <p class="refused" role="alert" hidden></p>
      <section class="compare">${Compare.html}</section>
      <section class="scores">${Scores.html}</section>
    </div>
    <section class="inside">${Inside.html}</section>
    <section class="article">${Article.html}</section>`;

  #client = new Client(WORKER);
  #parts;
  /** @type {{ picture: Picture, name: string } | null} the visitor's own */
  #own = null;
  #found = null;
  #keep = saving();
  #asked = {}; // what is under way: another one replaces it
  #refused = null; // why what was asked for cannot be had

  async start() {
    this.#parts = Object.entries(PARTS).map(
      ([name, Part]) => new Part(this, this.one(`section.${name}, .${name}`)),
    );
    for (const each of this.#parts) each.start();
    await this.begin();
    this.run();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#client.end();
  }

  /** Whether something is seen that no link can hold: a picture of the visitor's own. */
  get unshared() {
    return this.#own !== null;
  }

  // The settings, by how many dB the network is above bicubic, once that is known, and the pixel that is looked
  // at inside the network.
  get evidence() {
    const { photo, factor, hide, differences } = this;
    const { scores } = this.#found?.factor === factor && hide ? this.#found : {};
    const gain = scores ? scores.network.psnr - scores.bicubic.psnr : null;
    return { photo, factor, differences, gain, ...this.#part(Inside).pixel };
  }

  /**
   * A picture enlarged by the network, whatever is shown meanwhile.
   * @param {Blob} blob - a file
   * @param {number} factor - 2, 3 or 4
   * @returns {Promise<{ width: number, height: number, data: Uint8ClampedArray }>} RGBA
   * @throws {import("../../files/failures.js").Failure} if the file is no picture that can be enlarged
   */
  async enlarge(blob, factor) {
    const picture = await openPicture(blob);
    demandRoom(picture, factor, false);
    return (await this.#client.ask("alone", { picture, factor })).network;
  }

  /**
   * What is to be seen inside the network at a place, whatever else is under way.
   * @param {{ around: Picture, grey: boolean, factor: number }} what - as inside() wants it
   * @returns {Promise<import("../../engine/enlarging/inside.js").Inside>}
   */
  look(what) {
    return this.#client.ask("inside", what);
  }

  /**
   * Looks at a picture of the visitor's own; if it cannot be one, that is said, and what is there stays.
   * @param {Blob} blob
   * @param {string} name - of the file
   */
  async take(blob, name) {
    const asked = (this.#asked = {});
    const picture = await this.#orSaid(() => openPicture(blob));
    if (!picture || asked !== this.#asked) return;
    this.#own = { picture, name };
    await this.run();
  }

  // One that ships was chosen.
  choose() {
    this.#own = null;
    return this.run();
  }

  /** Enlarges what is chosen as it is wanted. What is under way for anything else ends. */
  async run() {
    const asked = (this.#asked = {});
    const { factor, hide } = this;
    this.refresh();
    const { picture, name } = this.#own ?? { picture: await this.#shipped(), name: this.photo };
    const possible = await this.#orSaid(() => demandRoom(picture, factor, hide));
    if (!possible || asked !== this.#asked) return;
    const work = this.#part(Work);
    work.begin();
    try {
      const tell = (progress) => asked === this.#asked && work.tell(progress);
      const found = await this.#client.ask("enlarge", { picture, factor, hide }, tell);
      if (asked === this.#asked) this.#found = { ...found, factor, name };
    } catch (error) {
      if (error.name !== "AbortError") await this.failed(error, () => this.run());
    } finally {
      if (asked === this.#asked) work.end();
    }
    this.refresh();
  }

  /** Saves what the network has made, as a PNG that is named after its file. */
  async save() {
    const { network, factor, name } = this.#found;
    const canvas = new OffscreenCanvas(network.width, network.height);
    canvas.getContext("2d").putImageData(new ImageData(network.data, network.width, network.height), 0, 0);
    this.#keep(await canvas.convertToBlob(), `${name.replace(/\.[^.]*$/, "")}-x${factor}.png`);
  }

  /** Ends what is under way. What was there stays. */
  cancel() {
    this.#asked = {};
    this.#part(Work).end();
    return this.#client.ask("cancel");
  }

  #shipped() {
    const { photo } = this;
    return this.loading(() => shipped(photo));
  }

  // What `what` gives; if it refuses, why is said, and what is there stays.
  async #orSaid(what) {
    this.#refused = null;
    try {
      return await what();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#refused = error;
      return undefined;
    } finally {
      this.refresh();
    }
  }

  #part(Part) {
    return this.#parts.find((each) => each instanceof Part);
  }

  show() {
    const refused = this.one(".refused");
    refused.hidden = !this.#refused;
    write(refused, this.#refused ? this.text(`failed_${this.#refused.kind}`, this.#refused.values) : "");
    const { hide, method, differences, zoom, x, y, inside, article } = this;
    const seen = { found: this.#found, hide, method, differences, zoom, x, y, inside, article };
    for (const each of this.#parts) each.show?.(seen);
  }
}

settle(SuperResolve, "superres", { photo: "choose", factor: "run", hide: "run" });
customElements.define("ae-superres", SuperResolve);

// Pictures as a canvas draws them, made when they are first asked for.

import { differences, nearest } from "../../engine/enlarging/pixels.js";

/** @import { Picture } from "../../maths/luminance.js" */
/** @typedef {import("./superres.js").Found} Found */

/** @typedef {{ bitmap: ImageBitmap, larger: number }} Layer `larger`: pixels of the large picture for one of its own */

// The pictures by the ways they came about. What nearest makes is drawn as squares, of the small one.
/** @type {Record<string, (found: Found) => Picture>} */
const PICTURES = {
  nearest: ({ small }) => small,
  bicubic: ({ bicubic }) => bicubic,
  network: ({ network }) => network,
  original: ({ truth, network }) => truth ?? network,
};
const enlarged = (found, way) =>
  way === "nearest" ? nearest(found.small, found.factor) : PICTURES[way](found);

/** The layers of what was found last. */
export class Layers {
  #found;
  /** @type {Map<string, Promise<Layer>>} */
  #made = new Map();

  /**
   * @param {Found} found
   * @param {string[]} ways - "nearest", "bicubic", "network" or "original"
   * @param {boolean} differing - whether their differences from the original are wanted
   * @returns {Promise<Layer[]>}
   */
  of(found, ways, differing) {
    if (found !== this.#found) this.#renew(found);
    return Promise.all(ways.map((way) => this.#layer(way, differing)));
  }

  #renew(found) {
    for (const made of this.#made.values()) made.then(({ bitmap }) => bitmap.close());
    this.#made.clear();
    this.#found = found;
  }

  #layer(way, differing) {
    const key = `${way} ${differing}`;
    if (!this.#made.has(key)) this.#made.set(key, this.#make(way, differing));
    return this.#made.get(key);
  }

  async #make(way, differing) {
    const found = this.#found;
    const { width, height, data } = differing
      ? differences(enlarged(found, way), found.truth)
      : PICTURES[way](found);
    const bitmap = await createImageBitmap(new ImageData(/** @type {any} */ (data), width, height));
    return { bitmap, larger: found.network.width / width };
  }
}

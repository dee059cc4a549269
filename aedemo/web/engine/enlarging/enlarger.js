// A super-resolution network at work: in tiles, so that memory is that of one, whatever the picture's size. Each
// brings the pixels along that inform it, and so they fit together to what the whole picture would give.
//
// A network adds detail to the bicubic enlargement of luminance, and colours are enlarged by bicubic. The way
// from RGB to luminance and colours being linear, that is the bicubic enlargement of RGB, with the detail added to
// red, green and blue alike, times 255/219, as luminance has only 219 levels.

import { GAIN, isGrey } from "../../maths/luminance.js";
import { turn } from "../turn.js";
import { bicubicTaps } from "./bicubic.js";
import { CHANNELS, DEPTH, FIRST, SEEN, TAPS } from "./sizes.js";
import { cutLuminance, cutPixels, tiles, upToFour } from "./tiles.js";
import { outputsOf } from "./weights.js";

/** @import { Picture } from "../../maths/luminance.js" */
/** @import { Kernels } from "../kernels/kernels.js" */
/** @import { Tile } from "./tiles.js" */
/** @import { Layer, Weights } from "./weights.js" */
/**
 * @typedef {object} How
 * @property {AbortSignal} [signal] - ends the work after the tile that is under way
 * @property {(done: number, total: number) => void} [tell] - hears of each tile
 */

const SIDE = 128; // of a tile at most, in pixels of the small picture
const SLOPE = 0.1; // of the leaky ReLUs
const HALO = SEEN + 1; // the last is that of the transposed convolution
const SLACK = 1000; // bytes: for the taps, and as every array begins at a multiple of 16
const AROUND = (TAPS - 1) / 2; // what bicubic sees

export class Enlarger {
  #weights;
  #side;
  #k;
  #taps;
  /** @type {Record<string, any>} the arrays of one tile, by their names */
  #room;

  /**
   * @param {Weights} weights
   * @param {(bytes: number) => Kernels} make - kernels with so much memory
   * @param {number} [side] - of a tile at most, a multiple of four
   */
  constructor(weights, make, side = SIDE) {
    const { factor, first, middle, last, kernels } = weights;
    const layers = [first, ...middle, last];
    const sizes = {
      luminance: (side + 2 * HALO) ** 2,
      one: (side + 2 * (DEPTH + 1)) ** 2 * CHANNELS,
      other: (side + 2 * DEPTH) ** 2 * CHANNELS,
      pixels: (side + 2 * AROUND) ** 2 * 4,
      line: (side + 2 * AROUND) * 4,
    };
    const floats = [
      ...Object.values(sizes),
      ...layers.map(({ weights, bias }) => weights.length + bias.length),
    ];
    const painted = new Int32Array((side * factor) ** 2);
    const k = make(4 * (floats.reduce((sum, size) => sum + size) + painted.length) + SLACK);
    /** @type {(layer: Layer) => Layer} */
    const placed = ({ weights, bias }) => ({ weights: k.bytes(weights), bias: k.bytes(bias) });
    this.#k = k;
    this.#side = side;
    this.#weights = { factor, kernels, first: placed(first), middle: middle.map(placed), last: placed(last) };
    this.#taps = k.bytes(bicubicTaps(factor));
    this.#room = {
      ...Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, k.floats(size)])),
      painted: k.bytes(painted),
    };
  }

  /**
   * A picture enlarged by the network.
   * @param {Picture} picture
   * @param {How} [how]
   * @returns {Promise<Picture>}
   * @throws {DOMException} AbortError, once the signal says so
   */
  enlarge(picture, how) {
    const { pixels, line, painted } = this.#room;
    const grey = isGrey(picture);
    return this.#inTiles(picture, how, (tile) => {
      const { detail, outputs } = this.detail(picture, tile, grey);
      const { factor } = this.#weights;
      const gain = 255 * (grey ? 1 : GAIN);
      this.#k.compose(painted, pixels, tile.h, tile.w, factor, this.#taps, line, detail, outputs, gain);
    });
  }

  /**
   * The bicubic enlargement of a picture.
   * @param {Picture} picture
   * @param {How} [how]
   * @returns {Promise<Picture>}
   * @throws {DOMException} AbortError, once the signal says so
   */
  bicubic(picture, how) {
    const { pixels, line, painted } = this.#room;
    return this.#inTiles(picture, how, ({ h, w }) =>
      this.#k.bicubic(painted, pixels, h, w, this.#weights.factor, this.#taps, line),
    );
  }

  /**
   * What the network adds to the luminance of a tile, black being 0 and white 1.
   * @param {Picture} picture
   * @param {Tile} tile - with sides that are multiples of four; it may reach beyond the picture
   * @param {boolean} grey - whether the picture is
   * @returns {{ detail: Float32Array, outputs: number }} (h, w, outputs), first the phases of a pixel; until the
   *   next tile
   */
  detail(picture, tile, grey) {
    const { factor, last } = this.#weights;
    const { one, other } = this.#room;
    const features = this.features(picture, tile, grey);
    const to = features === one ? other : one;
    const outputs = outputsOf(factor);
    this.#k.winograd(to, features, tile.h + 2, tile.w + 2, last.weights, last.bias, outputs, 1);
    return { detail: to, outputs };
  }

  /** The transposed convolution: its kernels (32, 3 · factor, 3 · factor), and its bias. */
  get deconvolution() {
    const { factor, kernels, last } = this.#weights;
    return { factor, kernels, bias: last.bias[0] };
  }

  /**
   * What the transposed convolution is given for a tile: the channels of its places, and of one more on each side.
   * @param {Picture} picture
   * @param {Tile} tile - as for detail()
   * @param {boolean} grey - whether the picture is
   * @returns {Float32Array} (h + 2, w + 2, 32); until the next tile
   */
  features(picture, tile, grey) {
    const { first, middle } = this.#weights;
    const { luminance, one, other } = this.#room;
    const k = this.#k;
    let [h, w] = [tile.h + 2 * HALO, tile.w + 2 * HALO];
    cutLuminance(luminance, picture, tile, HALO, grey);
    k.first(one, luminance, h, w, first.weights, first.bias, SLOPE);
    [h, w] = [h - FIRST + 1, w - FIRST + 1];
    let [from, to] = [one, other];
    for (const { weights, bias } of middle) {
      k.winograd(to, from, h, w, weights, bias, CHANNELS, SLOPE);
      [h, w, from, to] = [h - 2, w - 2, to, from];
    }
    return from;
  }

  /**
   * @param {Picture} picture
   * @param {How | undefined} how
   * @param {(tile: Tile) => void} paint - paints a tile whose pixels have been cut
   * @returns {Promise<Picture>}
   */
  async #inTiles(picture, { signal, tell } = {}, paint) {
    signal?.throwIfAborted();
    const { factor } = this.#weights;
    const { pixels, painted } = this.#room;
    const [width, height] = [picture.width * factor, picture.height * factor];
    const result = new Int32Array(width * height);
    const all = tiles(picture.width, picture.height, this.#side);
    for (const [at, { top, left, h, w }] of all.entries()) {
      const tile = { top, left, h: upToFour(h), w: upToFour(w) };
      cutPixels(pixels, picture, tile, AROUND);
      paint(tile);
      for (let row = 0; row < h * factor; row++) {
        const from = row * tile.w * factor;
        result.set(painted.subarray(from, from + w * factor), (top * factor + row) * width + left * factor);
      }
      tell?.(at + 1, all.length);
      await turn();
      signal?.throwIfAborted();
    }
    return { width, height, data: new Uint8ClampedArray(result.buffer) };
  }
}

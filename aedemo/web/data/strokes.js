// What is on a pad, and the way back: a picture below, ink on top, and what was there before each step.

import { PIXELS } from "./digits.js";

const STEPS = 100; // that can be undone

/** Grey levels of ink with black: 0 to this. */
export const LEVELS = 3;

const BLACK = new Float32Array(PIXELS);

/** @typedef {{index: number | null, base: Float32Array, ink: Uint8Array}} Sheet */

/** The sheet of a pad with its history. What is seen is the larger of the picture and the ink. */
export class Strokes {
  /** @type {Sheet} */
  #now = { index: null, base: BLACK, ink: new Uint8Array(PIXELS) };
  /** @type {Sheet[]} */
  #past = [];
  /** @type {Sheet[]} */
  #future = [];

  /** The number of the test digit below, if there is one. */
  get index() {
    return this.#now.index;
  }

  /** Whether there is any ink. */
  get inked() {
    return this.#now.ink.some(Boolean);
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /** 784 values in [0, 1], as a new array. */
  get pixels() {
    const { base, ink } = this.#now;
    return base.map((value, at) => Math.max(value, ink[at] / LEVELS));
  }

  /** The ink, or all that is seen as ink where it stands on no test digit. */
  get levels() {
    return this.index === null ? toLevels(this.pixels) : this.#now.ink;
  }

  /** Keeps what is there, for undo() to come back to. */
  keep() {
    this.#past.push({ ...this.#now, ink: this.#now.ink.slice() });
    if (this.#past.length > STEPS) this.#past.shift();
    this.#future = [];
  }

  /**
   * Puts a picture on the sheet in place of all that is there.
   * @param {number | null} [index] - of the test digit that it is
   * @param {ArrayLike<number>} [pixels]
   */
  put(index = null, pixels = BLACK) {
    this.#now = { index, base: Float32Array.from(pixels), ink: new Uint8Array(PIXELS) };
  }

  /**
   * Lays ink on a pixel.
   * @param {number} at
   * @param {number} level
   */
  lay(at, level) {
    this.#now.ink[at] = Math.max(this.#now.ink[at], level);
  }

  /**
   * Takes as many levels from a pixel. A picture turns to ink for it.
   * @param {number} at
   * @param {number} level
   */
  erase(at, level) {
    if (this.#now.base !== BLACK) this.#now = { index: null, base: BLACK, ink: toLevels(this.pixels) };
    this.#now.ink[at] = Math.min(this.#now.ink[at], LEVELS - level);
  }

  undo() {
    this.#go(this.#past, this.#future);
  }

  redo() {
    this.#go(this.#future, this.#past);
  }

  /**
   * @param {Sheet[]} from
   * @param {Sheet[]} to
   */
  #go(from, to) {
    const sheet = from.pop();
    if (!sheet) return;
    to.push(this.#now);
    this.#now = sheet;
  }
}

/** @param {Float32Array} pixels */
const toLevels = (pixels) => Uint8Array.from(pixels, (value) => Math.round(LEVELS * value));

/**
 * From a point to the segment a–b.
 * @param {{x: number, y: number}} point
 * @param {{x: number, y: number}} a
 * @param {{x: number, y: number}} b
 */
export function distance(point, a, b) {
  const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  const along = length ? ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / length : 0;
  const t = Math.max(0, Math.min(1, along));
  return Math.hypot(point.x - a.x - t * (b.x - a.x), point.y - a.y - t * (b.y - a.y));
}

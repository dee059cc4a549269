// Square pictures on a canvas: pixels from black to white, grey levels, signed numbers in two colours.

import { inside } from "./numbers.js";
import { write } from "./write.js";

const ZERO = [250, 250, 249];
const MORE = [194, 65, 12];
const LESS = [29, 78, 216];

// What paint() writes into, a word a pixel: putting it on a canvas copies it. The level is rounded as
// the bytes of a picture are.
const IMAGE = new ImageData(28, 28);
const GREYS = new Uint32Array(IMAGE.data.buffer);
const LEVEL = new Uint8ClampedArray(1);

/**
 * A canvas with a caption of two lines, as HTML.
 * @param {string} name - by which it is found, as data-picture
 * @param {string} key - of the text that names it
 */
export function picture(name, key) {
  return `<figure data-picture="${name}">
    <canvas width="28" height="28" class="digit empty" aria-hidden="true"></canvas>
    <figcaption><b data-text="${key}"></b><span class="value"></span></figcaption>
  </figure>`;
}

/**
 * Paints 784 values as 28×28 pixels, black to white; those outside [0, 1] are clipped.
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} pixels
 */
export function paint(canvas, pixels) {
  if (canvas.width !== 28) canvas.width = canvas.height = 28;
  for (let at = 0; at < 784; at++) {
    LEVEL[0] = 255 * inside(pixels[at]);
    GREYS[at] = 0xff000000 | (LEVEL[0] * 0x010101);
  }
  canvas.getContext("2d").putImageData(IMAGE, 0, 0);
  if (canvas.classList.contains("empty")) canvas.classList.remove("empty");
}

/**
 * Shows 784 values; without any the canvas is blank, and marked as empty.
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number> | null | undefined} pixels
 */
export function paintOrEmpty(canvas, pixels) {
  if (pixels) {
    paint(canvas, pixels);
  } else if (!canvas.classList.contains("empty")) {
    canvas.getContext("2d").clearRect(0, 0, canvas.width, canvas.height);
    canvas.classList.add("empty");
  }
}

/**
 * The same in a figure, or in anything else that holds a canvas and a `.value` for its caption.
 * @param {Element} figure
 * @param {ArrayLike<number> | null | undefined} pixels
 * @param {string} [caption]
 */
export function fill(figure, pixels, caption = "") {
  paintOrEmpty(figure.querySelector("canvas"), pixels);
  write(figure.querySelector(".value"), caption);
}

/**
 * Paints grey levels 0…255 of a square, row by row.
 * @param {HTMLCanvasElement} canvas
 * @param {Float64Array | number[]} levels
 */
export function paintGrey(canvas, levels) {
  put(canvas, levels, Math.sqrt(levels.length), (level) => [level, level, level]);
}

/**
 * Paints numbers from −most (blue) over 0 (white) to most (orange), row by row.
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} numbers
 * @param {number} most
 * @param {number} [width] - of a row; without it the picture is a square
 */
export function paintSigned(canvas, numbers, most, width = Math.sqrt(numbers.length)) {
  put(canvas, numbers, width, (number) => {
    const share = Math.min(1, Math.abs(number) / most);
    const end = number < 0 ? LESS : MORE;
    return ZERO.map((from, channel) => from + share * (end[channel] - from));
  });
}

function put(canvas, values, width, colour) {
  canvas.width = width;
  canvas.height = values.length / width;
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  values.forEach((value, at) => {
    const [red, green, blue] = colour(value);
    image.data[4 * at] = red;
    image.data[4 * at + 1] = green;
    image.data[4 * at + 2] = blue;
    image.data[4 * at + 3] = 255;
  });
  context.putImageData(image, 0, 0);
  canvas.classList.remove("empty");
}

// Square pictures on a canvas: pixels from black to white, grey levels, signed numbers in two colours.

import { inside } from "./numbers.js";
import { write } from "./write.js";

const ZERO = [250, 250, 249];
const MORE = [194, 65, 12];
const LESS = [29, 78, 216];

// What is written into, by its size: putting it on a canvas copies it.
const images = new Map();

function image(width, height) {
  const size = `${width} × ${height}`;
  if (!images.has(size)) images.set(size, new ImageData(width, height));
  return images.get(size);
}

// What paint() writes into, a word a pixel. The level is rounded as the bytes of a picture are.
const IMAGE = image(28, 28);
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
  for (let at = 0; at < 784; at++) {
    LEVEL[0] = 255 * inside(pixels[at]);
    GREYS[at] = 0xff000000 | (LEVEL[0] * 0x010101);
  }
  put(canvas, IMAGE);
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
  const side = Math.sqrt(levels.length);
  const picture = image(side, side);
  for (let at = 0; at < levels.length; at++) colour(picture, at, levels[at], levels[at], levels[at]);
  put(canvas, picture);
}

/**
 * Paints numbers from −most (blue) over 0 (white) to most (orange), row by row.
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} numbers
 * @param {number} most
 * @param {number} [width] - of a row; without it the picture is a square
 */
export function paintSigned(canvas, numbers, most, width = Math.sqrt(numbers.length)) {
  const picture = image(width, numbers.length / width);
  for (let at = 0; at < numbers.length; at++) signed(picture, at, numbers[at] / most);
  put(canvas, picture);
  canvas.classList.add("signed");
}

/**
 * Paints square pictures of signed numbers beside and below each other, with a pixel of nothing between.
 * @param {HTMLCanvasElement} canvas
 * @param {Float32Array} numbers - of one picture after the other
 * @param {number} side - of each
 * @param {number} across - pictures in a row
 */
export function paintSheet(canvas, numbers, side, across) {
  const size = side * side;
  const count = numbers.length / size;
  const columns = Math.min(across, count);
  const picture = image(columns * (side + 1) - 1, Math.ceil(count / columns) * (side + 1) - 1);
  picture.data.fill(0);
  let most = 1e-9;
  for (const number of numbers) most = Math.max(most, Math.abs(number));
  for (let at = 0; at < count; at++) {
    const corner = Math.floor(at / columns) * (side + 1) * picture.width + (at % columns) * (side + 1);
    for (let line = 0; line < side; line++)
      for (let column = 0; column < side; column++)
        signed(
          picture,
          corner + line * picture.width + column,
          numbers[at * size + line * side + column] / most,
        );
  }
  put(canvas, picture);
  canvas.classList.add("signed");
}

// A share, from −1 to 1, as a colour.
function signed(picture, at, share) {
  const end = share < 0 ? LESS : MORE;
  const part = Math.min(1, Math.abs(share));
  const level = (channel) => ZERO[channel] + part * (end[channel] - ZERO[channel]);
  colour(picture, at, level(0), level(1), level(2));
}

function colour({ data }, at, red, green, blue) {
  data[4 * at] = red;
  data[4 * at + 1] = green;
  data[4 * at + 2] = blue;
  data[4 * at + 3] = 255;
}

// A size that is set, even to what it is, has the canvas begin anew.
function put(canvas, picture) {
  if (canvas.width !== picture.width) canvas.width = picture.width;
  if (canvas.height !== picture.height) canvas.height = picture.height;
  canvas.getContext("2d").putImageData(picture, 0, 0);
  if (canvas.classList.contains("empty")) canvas.classList.remove("empty");
}

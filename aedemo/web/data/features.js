// What a digit can be described by: its pixels, PCA, the code of a variant; and the sample of test
// digits, described likewise.

import { sampleCodes, SAMPLE_EVERY } from "./codes.js";
import { PIXELS, testDigits } from "./digits.js";
import { fetchOk, remembering } from "../files/fetch.js";
import { usesFile } from "../files/places.js";
import { network } from "../engine/network.js";
import { RAW } from "./variants.js";

// The test digits of the sample, by their rows in it: {count, digit(row) → pixels, label(row)};
// index(row) is a digit's number among all test digits, of any of which labelOf(index) is the label
// and rowOf(index) the row, −1 if it is not in the sample.
export const sample = remembering(async () => {
  const { count, digit, label } = await testDigits();
  const index = (row) => SAMPLE_EVERY * row;
  return {
    count: count / SAMPLE_EVERY,
    index,
    digit: (row) => digit(index(row)),
    label: (row) => label(index(row)),
    labelOf: label,
    rowOf: (index) => (index % SAMPLE_EVERY ? -1 : index / SAMPLE_EVERY),
  };
});

// By the feature called `name`: {count, size, rows, of, decode}, where `rows` holds count × size
// numbers of the sample, of(pixels) gives those of another digit, and decode(numbers) pixels.
export const feature = remembering(async (name) => {
  if (name === RAW) {
    const { count, digit } = await sample();
    const rows = new Float32Array(count * PIXELS);
    for (let row = 0; row < count; row++) rows.set(digit(row), row * PIXELS);
    return { count, size: PIXELS, rows, of: (pixels) => pixels, decode: (pixels) => pixels };
  }
  const [net, { count, size, codes }] = await Promise.all([network(name), sampleCodes(name)]);
  return { count, size, rows: codes, of: (pixels) => net.encode(pixels), decode: (code) => net.decode(code) };
});

// The numbers in a row of such a table.
export const numbersOf = ({ rows, size }, row) => rows.subarray(row * size, (row + 1) * size);

// That of some names of which value(name) is the largest.
export const best = (names, value) => names.reduce((a, b) => (value(b) > value(a) ? b : a));

// What `train.py evaluate NAME` measured.
export const measured = remembering(async (name) => (await fetchOk(usesFile(`${name}.json`))).json());

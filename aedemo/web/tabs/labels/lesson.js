// A classifier learns from few labelled digits: from the digits alone, then with samples of the VAE's
// posterior around each.

import { numbersOf } from "../../data/features.js";
import { posteriorSamples } from "../../data/labelled.js";
import { Pcg32 } from "../../maths/pcg32.js";
import { learn, statistics } from "../../maths/softmax.js";

const PAUSE = 16; // digits that are tested between two pauses

export const likeliest = (shares) => shares.indexOf(Math.max(...shares));

// A generator that yields wherever it may be paused. What it is told:
// sample, rows: the digits, and the rows in it of those that are labelled;
// by: the feature; ownCode: whether that is the VAE's own code, so that a sample need not be decoded;
// vae: the network that is sampled from, or null; seed: of its samples;
// strength(kind): C of the penalty for "plain" and "sampled".
// What it tells: stage(key, done) where it stands, learned(kind, {classifier, accuracy in %}), and
// sampled(at, copy, picture) of the digit number `at`.
export function* teach({ sample, rows, by, ownCode, vae, seed, strength }, { stage, learned, sampled }) {
  const labels = rows.map(sample.label);
  const numbers = rows.map((row) => numbersOf(by, row));
  const scaling = statistics(by);
  const tested = function* (kind) {
    const classifier = yield* learn(numbers, labels, scaling, strength(kind));
    learned(kind, { classifier, accuracy: yield* test(classifier, sample, rows, by) });
  };
  stage("labels_learning");
  yield* tested("plain");
  if (vae) {
    const random = new Pcg32(seed);
    for (const [at, row] of rows.entries()) {
      stage("labels_sampling", `${at + 1} / ${rows.length}`);
      for (const [copy, code] of posteriorSamples(vae, sample.digit(row), random).entries()) {
        yield;
        const picture = vae.decode(code);
        sampled(at, copy, picture);
        yield;
        numbers.push(ownCode ? code : by.of(picture));
        labels.push(sample.label(row));
      }
    }
    stage("labels_learning");
    yield* tested("sampled");
  }
  stage();
}

// The share in % of all digits of the sample that have not been labelled of which it is right.
function* test(classifier, sample, rows, by) {
  const labelled = new Set(rows);
  let right = 0;
  for (let row = 0; row < by.count; row++) {
    if (row % PAUSE === 0) yield;
    if (labelled.has(row)) continue;
    if (likeliest(classifier.probabilities(numbersOf(by, row))) === sample.label(row)) right++;
  }
  return (100 * right) / (by.count - labelled.size);
}

// What `train.py evaluate labels` measured, as this tab asks for it. A feature that was not measured
// yet has no figures.

import { best } from "../../data/features.js";
import { FEATURES, SIMPLE } from "../../data/variants.js";
import { ahead } from "../../maths/paired.js";

const USUAL = 0.1; // strength of the penalty for what was not measured

export class Measured {
  // figures: the content of uses/labels.json.
  constructor(figures) {
    this.figures = figures;
  }

  // The features that were measured.
  get names() {
    return FEATURES.filter((name) => name in this.figures.features);
  }

  // The place of a number of labels in what was measured.
  place(count) {
    return this.figures.sizes.indexOf(count);
  }

  // Of a feature with so many labels, by the kind of digits that are learned from: `plain` {mean, std,
  // draws, C} and `sampled`, which has a `gain` {mean, std} too. Around them the VAE's own code is sampled, and
  // for other features pictures are decoded. Undefined if it was not measured.
  at(name, count) {
    const rows = this.rows(name);
    const at = this.place(count);
    return rows && { plain: rows.plain[at], sampled: rows.sampled[at] };
  }

  // The same for all numbers of labels.
  rows(name) {
    const feature = this.figures.features[name];
    return feature && { plain: feature.plain, sampled: feature.codes ?? feature.pictures };
  }

  // C, the inverse of the weight of the penalty, that was chosen when it was measured.
  strength(name, count, kind) {
    return this.at(name, count)?.[kind].C ?? USUAL;
  }

  // Whether samples help, by the rule that the note states: the key of a text.
  samplesVerdict(name, count) {
    const { mean, std } = this.at(name, count).sampled.gain;
    if (mean <= 0) return "labels_useless";
    return mean > std ? "labels_useful" : "labels_unclear";
  }

  // Which feature wins with so many labels, and which of the simple ones, by {mean, std}.
  winners(count) {
    const mean = (name) => this.at(name, count).plain.mean;
    return { winner: best(this.names, mean), simple: best(SIMPLE, mean) };
  }

  // By how much one feature is above another with so many labels: {mean, std} over the draws, which
  // are the same for all features.
  ahead(name, other, count) {
    return ahead(this.at(name, count).plain.draws, this.at(other, count).plain.draws);
  }

  // Who wins, and whether what was chosen is better than the better simple feature: keys of texts.
  featuresVerdict(chosen, count) {
    const { winner, simple } = this.winners(count);
    const keys = [winner === simple ? "labels_simple_wins" : "labels_winner"];
    const lead = this.ahead(winner, simple, count);
    if (winner !== simple && lead.mean <= lead.std) keys.push("labels_close");
    if (this.rows(chosen) && this.ahead(chosen, simple, count).mean < 0) keys.push("labels_behind");
    return keys;
  }
}

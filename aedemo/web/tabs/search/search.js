// <ae-search>: the digits of the sample that are nearest to the visitor's, by pixels, by PCA, and by
// the code of each variant. Property: shown (features, with commas).

import constants from "../../../facts/constants.json" with { type: "json" };
import texts from "../../../facts/texts/search.json" with { type: "json" };
import { centre, isBlank } from "../../data/digits.js";
import { best, feature } from "../../data/features.js";
import { FEATURES, SIMPLE } from "../../data/variants.js";
import { settle } from "../../elements/adjustable.js";
import { Idle } from "../../elements/pace.js";
import { fill } from "../../elements/pictures.js";
import { roving } from "../../elements/roving.js";
import { markToggles } from "../../elements/toggles.js";
import { mark, write } from "../../elements/write.js";
import { nearest } from "../../maths/nearest.js";
import { digitFrame } from "../../parts/digit-tab.js";
import { UseTab } from "../../parts/use-tab.js";

const { neighbours_shown: NEAREST, neighbours_that_vote: VOTERS } = constants;

const neighbour = `<li><button><canvas width="28" height="28" class="digit empty"></canvas>
  <span class="value"></span></button></li>`;

const row = (name) => `
  <section class="found" data-by="${name}">
    <h4 data-text="variant_${name}"></h4>
    <p class="value measured"></p>
    <ol>${neighbour.repeat(NEAREST)}</ol>
    <p class="value outcome"></p>
  </section>`;

export class Search extends UseTab {
  static texts = texts;
  static use = "search";
  static styles = [new URL("search.css", import.meta.url)];
  static html = digitFrame({
    below: `
      <h3 data-text="search_by"></h3>
      <div class="row which" role="toolbar" data-name="search_by"></div>`,
    beside: `
      <section class="beside">
        <p class="blank" role="status" data-text="pad_empty" hidden></p>
        <p class="winner"></p>
      </section>
      <section class="results">
        <h3 data-text="nearest_ten"></h3>
        ${FEATURES.map(row).join("")}
        <p class="note" data-text="search_note"></p>
      </section>`,
  });

  #features = new Map();
  #idle = new Idle();
  #votes = {}; // feature → the label that most of the nearest have

  async start() {
    for (const found of this.all(".found")) {
      roving(found);
      found.onclick = (event) => this.#walk(event.target.closest("button"));
    }
    await this.begin();
    this.choose();
  }

  // Whether all that is shown vote for the same digit, once all have.
  get evidence() {
    const votes = this.shown.map((name) => this.#votes[name]);
    const known = votes.every((vote) => vote !== undefined);
    return { agree: known ? new Set(votes).size === 1 : null };
  }

  // Shows other features, and loads what they need.
  choose() {
    this.refresh();
    if (!this.sample) return;
    this.loading(() =>
      Promise.all(
        this.shown.map(async (name) => {
          this.#features.set(name, await feature(name));
          this.refresh();
        }),
      ),
    );
  }

  // The features that are not shown.
  leaveOut() {
    for (const found of this.all(".found")) found.hidden = !this.shown.includes(found.dataset.by);
  }

  // A neighbour becomes what is searched for.
  #walk(button) {
    if (!button?.dataset.row) return;
    const row = Number(button.dataset.row);
    this.pad.take({ index: this.sample.index(row), pixels: this.sample.digit(row) });
  }

  show() {
    this.#votes = {};
    const query = centre(this.pad.pixels);
    const blank = isBlank(query);
    markToggles(this);
    this.one(".blank").hidden = !blank;
    if (blank) this.all(".found").forEach((found) => this.#empty(found));
    if (this.measured) this.#compare();
    const ready = this.shown.filter((name) => this.#features.has(name));
    this.#idle.run(blank ? [] : ready.map((name) => () => this.#find(name, query)));
  }

  #empty(found) {
    for (const button of found.querySelectorAll("button")) {
      fill(button, null);
      delete button.dataset.row;
      button.removeAttribute("aria-label");
    }
    write(found.querySelector(".outcome"), "");
  }

  // A digit that was picked from the sample is not its own neighbour, and its label is known.
  #find(name, query) {
    const by = this.#features.get(name);
    const { digit, label } = this.sample;
    const { label: truth, row: own } = this.picked ?? {};
    const rows = nearest(by, by.of(query), NEAREST, own);
    const found = this.one(`[data-by="${name}"]`);
    found.querySelectorAll("button").forEach((button, place) => {
      const row = rows[place];
      const sign = truth === undefined ? "" : label(row) === truth ? "✓" : "✗";
      button.dataset.row = row;
      mark(button, "aria-label", this.text("neighbour", { label: label(row), sign }));
      fill(button, digit(row), `${label(row)} ${sign}`);
    });
    const labels = rows.map(label);
    const hits = labels.filter((each) => each === truth).length;
    const winner = (this.#votes[name] = vote(labels.slice(0, VOTERS)));
    const outcome = truth === undefined ? "vote_drawn" : "vote_picked";
    write(found.querySelector(".outcome"), this.text(outcome, { winner, hits, truth }));
    this.emit("shown");
  }

  // The measured figures beside each row, and who wins: each against the better simple feature. Of a
  // feature that was not measured yet nothing is said.
  #compare() {
    const { features } = this.measured;
    const known = (names) => names.filter((name) => name in features);
    const [simple, winner] = [SIMPLE, FEATURES].map((names) =>
      best(known(names), (name) => features[name].precision),
    );
    for (const name of known(this.shown)) {
      const { precision, knn } = features[name];
      const ahead = precision - features[simple].precision;
      const verdict = name === simple ? "is_reference" : ahead > 0 ? "is_ahead" : "is_behind";
      write(
        this.one(`[data-by="${name}"] .measured`),
        this.text("search_measured", {
          precision: precision.toFixed(1),
          knn: knn.toFixed(1),
          verdict: this.text(verdict, {
            points: Math.abs(ahead).toFixed(1),
            simple: this.text(`variant_${simple}`),
          }),
        }),
      );
    }
    const sentence = winner === simple ? "search_simple_wins" : "search_winner";
    write(
      this.one(".winner"),
      this.text(sentence, {
        queries: this.number(this.measured.queries),
        database: this.number(this.measured.database),
        best: this.text(`variant_${winner}`),
        precision: features[winner].precision.toFixed(1),
        simple: this.text(`variant_${simple}`),
        reference: features[simple].precision.toFixed(1),
      }),
    );
  }
}

// The label that most have; of several the smallest.
function vote(labels) {
  const counts = new Array(10).fill(0);
  for (const label of labels) counts[label]++;
  return counts.indexOf(Math.max(...counts));
}

settle(Search, "search", { shown: "choose" });
customElements.define("ae-search", Search);

// What a chart of trainings can show, each as lines over the steps.

import { SCHEDULES } from "../../engine/learning/optimisers.js";
import { STROKES } from "./runs.js";

/** @typedef {import("./run.js").Run} Run */

/**
 * A line: a number or null for each step, the first one's first.
 * @typedef {object} Line
 * @property {string} label
 * @property {string} colour - as style sheets write it
 * @property {(number | null)[]} values
 * @property {"thin" | "strong" | "level"} [weight]
 * @property {number[]} [dash]
 */

/** @typedef {(key: string, values?: Record<string, unknown>) => string} Text */

const DASHES = [[], [8, 3], [2, 3]];

/** @param {Run[]} runs */
const longest = (runs) => Math.max(1, ...runs.map(({ steps }) => steps));

// Of several, each run has its number.
/** @type {(runs: Run[], at: number) => string} */
const numbered = (runs, at) => (runs.length > 1 ? `${at + 1} ` : "");

// Values at some steps only.
/** @type {(steps: number, pairs: [number, number][]) => (number | null)[]} */
function sparse(steps, pairs) {
  const values = Array(steps).fill(null);
  for (const [step, value] of pairs) if (step > 0) values[step - 1] = value;
  return values;
}

// The lines to beat.
/** @type {(run: Run, steps: number, text: Text) => Line[]} */
function levels({ beaten, description }, steps, text) {
  const { mean = null, pca = null } = beaten ?? {};
  return [
    { label: text("mean_image"), value: mean },
    { label: text("pca_of_size", { size: description.code }), value: pca },
  ]
    .filter(({ value }) => value !== null)
    .map(({ label, value }) => ({
      label,
      colour: "var(--soft)",
      values: Array(steps + 1).fill(value), // to the end, which stands after the last step
      weight: "level",
    }));
}

// One line for each of several things of one run, from the first to the last.
/** @type {(names: string[], values: (name: string) => (number | null)[], label: (name: string) => string) => Line[]} */
const graded = (names, values, label) =>
  names.map((name, at) => ({
    label: label(name),
    colour: `color-mix(in oklab, var(--cold), var(--rebuilt) ${Math.round((100 * at) / Math.max(1, names.length - 1))}%)`,
    values: values(name),
    dash: DASHES[at % DASHES.length],
  }));

/**
 * The lines of each kind of chart.
 * @type {Record<string, (of: { runs: Run[], run: Run }, text: Text) => Line[]>} run is the one that is looked at
 */
export const LINES = {
  error({ runs, run }, text) {
    const lines = runs.flatMap((each, at) => {
      if (!each.steps && each !== run) return [];
      const { colour, dash } = STROKES[at];
      const name = numbered(runs, at);
      return /** @type {Line[]} */ ([
        {
          label: name + text("curve_training"),
          colour,
          values: each.term("reconstruction"),
          weight: "thin",
        },
        {
          label: name + text("curve_held_out"),
          colour,
          values: each.term("held_out"),
          weight: "strong",
          dash,
        },
      ]);
    });
    return [...lines, ...levels(run, longest(runs), text)];
  },

  terms: ({ run }, text) =>
    graded(
      run.terms,
      (name) => run.term(name),
      (name) => text(`term_${name}`),
    ),

  gradients({ run }) {
    const views = run.views.filter(({ step }) => step > 0);
    const names = views.at(-1)?.gradients.map(({ name }) => name) ?? [];
    return graded(
      names,
      (name) =>
        sparse(
          run.steps,
          views.map(({ step, gradients }) => [step, gradients.find((each) => each.name === name).norm]),
        ),
      (name) => name.replace(".weight", ""),
    );
  },

  rate: ({ runs }, text) =>
    runs.flatMap((run, at) => {
      const { schedule, rate } = run.description;
      const values = run.told.map((_, step) => SCHEDULES[schedule](rate, step, run.length));
      return values.length ? [{ label: numbered(runs, at) + text("rate"), values, ...STROKES[at] }] : [];
    }),
};

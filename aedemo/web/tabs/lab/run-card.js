// The card of the run that is looked at: what it was, what came of it, how it can be seen again.

import version from "../../../facts/version.json" with { type: "json" };
import { language } from "../../elements/language.js";
import { address } from "../../elements/page.js";
import { card } from "../../state/lab/card.js";
import { FIELDS } from "../../state/lab/description.js";
import { applies } from "../../state/settings.js";
import { LINES } from "./lines.js";
import { inWords } from "./runs.js";

const GAP = 2; // pixels between pictures

/** @typedef {import("./lab.js").Seen} Seen */

/**
 * Pictures in rows, as one.
 * @param {HTMLCanvasElement[][]} rows
 */
function together(rows) {
  const { width, height } = rows[0][0];
  const all = document.createElement("canvas");
  all.width = rows[0].length * (width + GAP) - GAP;
  all.height = rows.length * (height + GAP) - GAP;
  const context = all.getContext("2d");
  rows.forEach((row, line) =>
    row.forEach((canvas, column) => context.drawImage(canvas, column * (width + GAP), line * (height + GAP))),
  );
  return all.toDataURL();
}

/**
 * The file.
 * @param {any} element - the lab
 * @param {Seen} seen
 */
export async function runCard(element, seen) {
  const { run, description } = seen;
  const text = (key, values) => element.text(key, values);
  const settings = Object.entries(FIELDS)
    .filter(([, field]) => applies(field, description))
    .map(([name, field]) => [text(field.label), inWords(text, name, description[name])]);
  const { mean, pca } = run.beaten ?? {};
  const results = [
    [text("step"), run.steps],
    [text("curve_held_out"), run.heldOut],
    [text("mean_image"), mean],
    [text("pca_of_size", { size: description.code }), pca],
    [text("card_kernels"), run.kind && text(`card_${run.kind}`)],
    ["aedemo", version.version],
    [text("card_browser"), navigator.userAgent],
  ];
  const digits = [...element.all(".digits figure")].map(({ children }) => [...children]);
  const pictures = [
    {
      label: text("as_it_learns"),
      address: together([0, 1].map((at) => digits.map((pair) => pair[at]))),
      wide: 480,
    },
    { label: text("filters"), address: element.one(".filters").toDataURL(), wide: 320 },
  ];
  return card({
    language: language(element),
    title: text("card_title"),
    facts: [...settings, ...results]
      .filter(([, value]) => value !== undefined && value !== null && value !== "")
      .map(([name, value]) => [
        name,
        typeof value === "number" ? String(Number(value.toPrecision(6))) : value,
      ]),
    pictures,
    curves: text("curves_error"),
    lines: LINES.error({ runs: [run], run }, text),
    link: address("lab", await element.state()),
  });
}

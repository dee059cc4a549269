// The runs side by side: what differs between them, and how well each does.

import { View } from "../../elements/view.js";
import { FIELDS } from "../../state/lab/description.js";

/** Colours of the runs, by their places; dashes tell them apart without. */
export const STROKES = [
  { colour: "var(--rebuilt)", dash: [] },
  { colour: "var(--cold)", dash: [8, 3] },
  { colour: "var(--code)", dash: [2, 3] },
  { colour: "var(--soft)", dash: [10, 3, 2, 3] },
];

const SMALL = 1e-3; // what is below is written with a power of ten

/**
 * The value of a field in words.
 * @param {(key: string) => string} text
 * @param {string} name
 * @param {any} value
 */
export function inWords(text, name, value) {
  const { kind, texts } = FIELDS[name];
  if (texts) return text(texts + value);
  if (kind === "flag") return value ? "✓" : "–";
  if (kind === "drawings") return String(value.length);
  if (kind === "sizes") return value.join(", ") || "–";
  return value && value < SMALL ? value.toExponential() : String(value);
}

/** A table of the runs. */
export class Runs extends View {
  static html = `<div class="wide"><table class="runs"><thead></thead><tbody></tbody></table></div>`;

  /** @param {import("./lab.js").Seen} seen */
  show({ training }) {
    const { runs } = training;
    this.root.hidden = runs.length < 2;
    if (this.root.hidden) return;
    const names = Object.keys(FIELDS).filter(
      (name) => new Set(runs.map(({ description }) => String(description[name]))).size > 1,
    );
    const cell = (kind, content) => {
      const node = document.createElement(kind);
      if (content instanceof Node) node.append(content);
      else node.textContent = content;
      return node;
    };
    const row = (...cells) => {
      const line = document.createElement("tr");
      line.append(...cells);
      return line;
    };
    const best = Math.min(...runs.map(({ heldOut }) => heldOut ?? Infinity));
    this.one("thead").replaceChildren(
      row(
        cell("th", this.text("run")),
        ...names.map((name) => cell("th", this.text(FIELDS[name].label))),
        cell("th", this.text("curve_held_out")),
        cell("td", ""),
      ),
    );
    this.one("tbody").replaceChildren(
      ...runs.map((run, at) => {
        const look = document.createElement("button");
        look.textContent = String(at + 1);
        look.className = "chip";
        look.style.setProperty("--stroke", STROKES[at].colour);
        look.setAttribute("aria-pressed", String(at === training.at));
        look.onclick = () => this.element.lookAt(at);
        const remove = document.createElement("button");
        remove.textContent = "×";
        remove.setAttribute("aria-label", this.text("remove_run", { run: at + 1 }));
        remove.onclick = () => training.remove(at);
        const error = run.finite ? (run.heldOut?.toPrecision(3) ?? "–") : "NaN";
        const line = row(
          cell("th", look),
          ...names.map((name) =>
            cell(
              "td",
              inWords((key) => this.text(key), name, run.description[name]),
            ),
          ),
          cell("td", error),
          cell("td", remove),
        );
        line.className = run.heldOut === best && runs.length > 1 ? "best" : "";
        return line;
      }),
    );
  }
}

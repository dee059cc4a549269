// What is composed: the settings in their groups, and what such a training takes.

import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { FIELDS } from "../../state/lab/description.js";
import { effort } from "../../state/lab/limits.js";

const WIDE = 720; // CSS pixels of the lab from which they stand beside what comes of them
const ROUGHLY = { notation: "compact", compactDisplay: "long", maximumSignificantDigits: 2 };
const OPEN = "network"; // the group that is seen there at once

const groups = [...new Set(Object.values(FIELDS).map(({ group }) => group))];
const group = (name) => `
  <details class="group" data-group="${name}"><summary data-text="group_${name}"></summary>
    ${Object.keys(FIELDS)
      .filter((field) => FIELDS[field].group === name)
      .map((field) => `<div class="controls" data-control="${field}"></div>`)
      .join("")}
  </details>`;

/** The settings. */
export class Composed extends View {
  static html = `<p class="value size"></p>${groups.map(group).join("")}`;

  start() {
    if (this.element.clientWidth >= WIDE) this.one(`[data-group="${OPEN}"]`).open = true;
  }

  /** @param {import("./lab.js").Seen} seen */
  show({ description }) {
    const { epochs } = description;
    const { parameters, multiplyAdds, seconds } = effort(description);
    const taken = {
      operations: this.number(multiplyAdds, ROUGHLY),
      seconds: this.number(Math.max(1, seconds), { maximumSignificantDigits: 2 }),
      epochs,
    };
    write(this.one(".size"), this.text("effort", { parameters: this.number(parameters), ...taken }));
  }
}

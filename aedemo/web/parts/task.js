// Where a teacher sets a task with a link: what is asked before anything is seen, and which settings stay as
// they are. elements/assigned.js does what it says.

import { LONGEST } from "../elements/assigned.js";

/** The fold, in the dialog of Share. */
export const TASK = `
  <details class="task">
    <summary data-text="share_task"></summary>
    <p class="note" data-text="share_task_note"></p>
    <label><span data-text="share_ask"></span><textarea id="ask" rows="2" maxlength="${LONGEST}"></textarea></label>
    <fieldset><legend data-text="share_fix"></legend></fieldset>
  </details>`;

/**
 * Offers the settings of a tab, with nothing set, and tells what is.
 * @param {any} share - the dialog
 * @param {any} element - the tab's own
 * @param {(task: { ask?: string, locked?: string }) => void} tell
 */
export function offer(share, element, tell) {
  const settings = Object.entries(element.constructor.settings).filter(([, { label }]) => label);
  const form = share.one(".task");
  const question = share.one("#ask");
  const fields = share.one(".task fieldset");
  question.value = "";
  const boxes = settings.map(([name]) =>
    Object.assign(document.createElement("input"), { type: "checkbox", name }),
  );
  const labels = settings.map(([, { label }], at) => {
    const choice = document.createElement("label");
    choice.append(boxes[at], element.text(label));
    return choice;
  });
  fields.replaceChildren(fields.firstElementChild, ...labels);
  fields.hidden = !boxes.length;
  form.oninput = () => {
    const locked = boxes.filter(({ checked }) => checked).map(({ name }) => `${element.tab}.${name}`);
    const asked = question.value.trim();
    tell({ ...(asked && { ask: asked }), ...(locked.length && { locked: locked.join(",") }) });
  };
}

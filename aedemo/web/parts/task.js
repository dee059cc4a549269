// Where a teacher sets a task with a link: what is asked before anything is seen, a goal, which settings stay
// as they are and which parts are not shown; in which language, and whether for the beamer.
// elements/assigned.js and start.js do what it says.

import { LONGEST } from "../elements/assigned.js";
import { language } from "../elements/language.js";
import { LANGUAGES } from "../state/texts.js";
import { coversOf, goalsOf } from "../state/task.js";

/** The fold, in the dialog of Share. */
export const TASK = `
  <details class="task">
    <summary data-text="share_task"></summary>
    <p class="note" data-text="share_task_note"></p>
    <label><span data-text="share_ask"></span><textarea name="ask" rows="2" maxlength="${LONGEST}"></textarea></label>
    <fieldset class="goal"><legend data-text="share_goal"></legend>
      <select name="of" data-name="share_goal"></select>
      <select name="sign" data-name="share_sign"></select>
      <input name="value" type="number" step="any" data-name="share_value" />
    </fieldset>
    <fieldset class="locked"><legend data-text="share_fix"></legend></fieldset>
    <fieldset class="covered"><legend data-text="share_cover"></legend></fieldset>
    <div class="last">
      <label><span data-text="share_language"></span><select name="lang"></select></label>
      <label><input name="lesson" type="checkbox" /><span data-text="share_lesson"></span></label>
      <label><input name="present" type="checkbox" /><span data-text="share_present"></span></label>
    </div>
  </details>`;

/**
 * Offers what can be set for a tab, with nothing set, and tells what is.
 * @param {any} share - the dialog
 * @param {any} element - the tab's own
 * @param {(task: Record<string, string>, page: Record<string, string>) => void} tell - name → text, as the
 *   address has it: what is set for the tab, and what is about the page
 */
export function offer(share, element, tell) {
  const { tab } = element;
  const field = (name) => share.one(`.task [name="${name}"]`);
  const choose = (name, options) => field(name).replaceChildren(...options.map(option));
  field("ask").value = field("value").value = "";
  for (const name of ["present", "lesson"]) field(name).checked = false;
  const goals = Object.entries(goalsOf(tab)).map(([name, key]) => [name, element.text(key)]);
  choose("of", [["", share.text("share_goal_none")], ...goals]);
  choose("sign", [
    ["<", share.text("share_below")],
    [">", share.text("share_above")],
  ]);
  choose(
    "lang",
    LANGUAGES.map(({ code, name }) => [code, name]),
  );
  field("lang").value = language(share);
  const settings = Object.entries(element.constructor.settings).filter(([, { label }]) => label);
  const fixed = boxes(
    share.one(".task .locked"),
    settings.map(([name, { label }]) => [`${tab}.${name}`, element.text(label)]),
  );
  const parts = Object.entries(coversOf(tab)).map(([name, { label }]) => [
    `${tab}.${name}`,
    element.text(label),
  ]);
  const hidden = boxes(share.one(".task .covered"), parts);
  const pursued = () => {
    const [of, sign, { value }] = [field("of").value, field("sign").value, field("value")];
    return of && value !== "" ? `${of}${sign}${value}` : "";
  };
  // Without a goal there is nothing that it is below or above.
  const enable = () => {
    for (const name of ["sign", "value"]) field(name).disabled = !field("of").value;
  };
  const look = () => {
    enable();
    const task = {
      ask: field("ask").value.trim(),
      goal: pursued(),
      locked: fixed().join(","),
      covered: hidden().join(","),
    };
    const page = {
      lang: field("lang").value,
      present: field("present").checked ? "1" : "",
      lesson: field("lesson").checked ? "0" : "",
    };
    tell(said(task), said(page));
  };
  share.one(".task .goal").hidden = !goals.length;
  share.one(".task").oninput = look;
  enable();
}

const said = (all) => Object.fromEntries(Object.entries(all).filter(([, text]) => text));

const option = ([value, label]) =>
  Object.assign(document.createElement("option"), { value, textContent: label });

// Boxes to tick in a fieldset, [name, label] each; gives a function that tells the names of those that are.
function boxes(fieldset, all) {
  const inputs = all.map(([name]) =>
    Object.assign(document.createElement("input"), { type: "checkbox", name }),
  );
  const labels = all.map(([, label], at) => {
    const choice = document.createElement("label");
    choice.append(inputs[at], label);
    return choice;
  });
  fieldset.replaceChildren(fieldset.firstElementChild, ...labels);
  fieldset.hidden = !all.length;
  return () => inputs.filter(({ checked }) => checked).map(({ name }) => name);
}

// What whoever made a link, or put an element into a course page, has fixed, and asks before anything is seen.
// It is no secret: all of it stands in the address, or in the page.

import { query, tabInAddress } from "./page.js";
import { write } from "./write.js";

/** The most characters of a question. */
export const LONGEST = 300;

// What follows the question is hidden until it is answered.
const QUESTION = `
  <section class="assigned">
    <h3 data-text="ask_title"></h3>
    <p class="asks"></p>
    <label><span data-text="ask_answer"></span><textarea rows="3" spellcheck="false"></textarea></label>
    <div class="row"><button type="button" class="begin" data-text="ask_try"></button></div>
  </section>
  <p class="answered" role="status" tabindex="-1" hidden></p>`;

/**
 * The names of the settings of an element that are fixed: by its attribute `locked`, or for the element of
 * a tab by the address (?locked=draw.variant,draw.width).
 * @param {any} element
 * @returns {string[]}
 */
export function fixed(element) {
  const { tab } = element;
  const names = (tab ? query().locked : element.getAttribute("locked"))?.split(",") ?? [];
  const own = tab ? names.filter((name) => name.startsWith(`${tab}.`)) : names;
  return own
    .map((name) => name.slice(name.lastIndexOf(".") + 1).trim())
    .filter((name) => name in element.constructor.settings);
}

// What is asked: by the attribute `ask`, or by the address of the first element of its tab.
function question(element) {
  const { tab } = element;
  const first = tab && element.localName === `ae-${tab}` && tab === tabInAddress();
  return ((first ? query().ask : tab ? "" : element.getAttribute("ask")) ?? "").trim().slice(0, LONGEST);
}

/**
 * Puts what is asked, and what is fixed, above everything else in an element, if there is something.
 * @param {any} element
 * @param {string[]} names - of what is fixed
 */
export function assign(element, names) {
  const above = (html) => element.shadowRoot.firstElementChild.insertAdjacentHTML("beforebegin", html);
  if (names.length) above('<p class="fixed note"></p>');
  const asked = question(element);
  if (!asked) return;
  above(QUESTION);
  write(element.one(".asks"), asked);
  const [answer, answered] = [element.one(".assigned textarea"), element.one(".answered")];
  element.one(".begin").onclick = () => {
    element.one(".assigned").hidden = true;
    answered.hidden = false;
    write(answered, `${asked}\n${answer.value.trim() || "–"}`);
    answered.focus();
  };
}

/**
 * Says what is fixed, and has its controls not be touched.
 * @param {any} element
 * @param {string[]} names - of what is fixed
 */
export function say(element, names) {
  if (!names.length) return;
  const { settings } = element.constructor;
  const words = names.map((name) => (settings[name].label ? element.text(settings[name].label) : name));
  write(element.one(".fixed"), element.text("fixed", { names: words.join(", ") }));
  for (const name of names)
    for (const input of element.all(`[data-setting="${name}"] :is(input, select)`)) input.disabled = true;
}

// What whoever made a link, or put an element into a course page, has fixed, hidden and set as a goal, and
// asks before anything is seen. It is no secret: all of it stands in the address, or in the page.

import { settingsOf } from "../state/settings.js";
import { coversOf, goalsOf, readGoal, reaches } from "../state/task.js";
import { query, tabInAddress } from "./page.js";
import { write } from "./write.js";

const EXACT = { maximumFractionDigits: 10 };

/** The most characters of a question. */
export const LONGEST = 300;

// What follows the question is hidden until it is answered. The names of classes are no tab's.
const QUESTION = `
  <section class="assigned">
    <h3 data-text="ask_title"></h3>
    <p class="asks"></p>
    <label><span data-text="ask_answer"></span><textarea rows="3" spellcheck="false"></textarea></label>
    <div class="row"><button type="button" class="begin" data-text="ask_try"></button></div>
  </section>
  <p class="answered" role="status" tabindex="-1" hidden></p>`;

const GOAL = `<p class="goal"><span></span> <span class="so-far"></span> <b role="status"></b></p>`;

const nameOf = (element) => element.localName.slice("ae-".length);

// The names that the attribute of an element lists, or for the element of a tab the address, where each
// says its tab (?locked=draw.variant,draw.width).
function listed(element, attribute) {
  const { tab } = element;
  const names = (tab ? query()[attribute] : element.getAttribute(attribute))?.split(",") ?? [];
  const own = tab ? names.filter((name) => name.startsWith(`${tab}.`)) : names;
  return own.map((name) => name.slice(name.lastIndexOf(".") + 1).trim());
}

/**
 * The names of the settings of an element that are fixed.
 * @param {any} element
 * @returns {string[]}
 */
export const fixed = (element) =>
  listed(element, "locked").filter((name) => name in element.constructor.settings);

const covered = (element) =>
  listed(element, "covered").filter((name) => Object.hasOwn(coversOf(nameOf(element)), name));

// What is said by the attribute, or by the address to the first element of its tab.
function said(element, attribute) {
  const { tab } = element;
  const first = tab && element.localName === `ae-${tab}` && tab === tabInAddress();
  return ((first ? query()[attribute] : tab ? "" : element.getAttribute(attribute)) ?? "").trim();
}

const goalOf = (element) => readGoal(said(element, "goal"), nameOf(element));

/**
 * Which of these say something that the element does not have.
 * @param {any} element
 */
export function misread(element) {
  const { tab } = element;
  if (tab && element.localName !== `ae-${tab}`) return []; // the first of its tab says it for all
  const known = {
    locked: tab ? settingsOf(tab) : Object.keys(element.constructor.settings),
    covered: Object.keys(coversOf(nameOf(element))),
  };
  const lists = Object.entries(known).filter(([name, all]) =>
    listed(element, name).some((one) => !all.includes(one)),
  );
  return [...lists.map(([name]) => name), ...(said(element, "goal") && !goalOf(element) ? ["goal"] : [])];
}

/**
 * Puts what is asked, the goal and what is fixed above everything else in an element, and hides what is not
 * to be seen, if there is something.
 * @param {any} element
 * @param {string[]} names - of what is fixed
 */
export function assign(element, names) {
  const above = (html) => element.shadowRoot.firstElementChild.insertAdjacentHTML("beforebegin", html);
  for (const name of covered(element)) cover(element, name);
  if (names.length) above('<p class="fixed"></p>');
  const goal = goalOf(element);
  if (goal) {
    above(GOAL);
    pursue(element, goal);
  }
  const asked = said(element, "ask").slice(0, LONGEST);
  if (asked) {
    above(QUESTION);
    ask(element, asked);
  }
}

// In place of the part stands what is missing there.
function cover(element, name) {
  const { at, label } = coversOf(nameOf(element))[name];
  const parts = element.all(at);
  parts[0].insertAdjacentHTML("beforebegin", `<p class="cover" data-label="${label}"></p>`);
  for (const part of parts) part.dataset.covered = "";
}

function ask(element, asked) {
  write(element.one(".asks"), asked);
  const [answer, answered] = [element.one(".assigned textarea"), element.one(".answered")];
  element.one(".begin").onclick = () => {
    element.one(".assigned").hidden = true;
    answered.hidden = false;
    write(answered, `${asked}\n${answer.value.trim() || "–"}`);
    answered.focus();
  };
}

// Once it is reached it stays so, whatever is tried after that.
function pursue(element, goal) {
  const shown = element.one(".goal");
  const look = () => {
    const number = element.evidence[goal.of];
    const value = typeof number === "number" ? figure(element, number) : "–";
    write(shown.querySelector(".so-far"), element.text("goal_now", { value }));
    if (reaches(goal, number)) shown.classList.add("done");
    if (shown.matches(".done")) write(shown.querySelector("b"), `✓ ${element.text("goal_reached")}`);
  };
  for (const change of ["shown", "settled", "draw", "code"]) element.addEventListener(change, look);
}

const figure = (element, number) => element.number(number, { maximumSignificantDigits: 3 });

/**
 * Says what is fixed, hidden and to be reached, and has controls of what is fixed not be touched.
 * @param {any} element
 * @param {string[]} names - of what is fixed
 */
export function say(element, names) {
  for (const place of element.all(".cover"))
    write(place, element.text("covered", { name: element.text(place.dataset.label) }));
  const goal = goalOf(element);
  if (goal) {
    const { of, sign, value } = goal;
    const name = element.text(goalsOf(nameOf(element))[of]);
    const key = sign === "<" ? "goal_below" : "goal_above";
    write(element.one(".goal span"), element.text(key, { name, value: element.number(value, EXACT) }));
  }
  if (!names.length) return;
  const { settings } = element.constructor;
  const words = names.map((name) => (settings[name].label ? element.text(settings[name].label) : name));
  write(element.one(".fixed"), element.text("fixed", { names: words.join(element.text("comma")) }));
  for (const name of names)
    for (const input of element.all(`[data-setting="${name}"] :is(input, select)`)) input.disabled = true;
}

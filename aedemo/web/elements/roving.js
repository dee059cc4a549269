// Many buttons that are one stop for the Tab key: arrow keys go from one to the next and around, Home
// and End to the first and the last.

import { goal } from "./keys.js";

/**
 * Makes one stop of the buttons in `group`, those that come later included: the one that is checked,
 * else the one that had the focus last, else the first.
 * @param {HTMLElement} group
 * @param {{choose?: boolean}} [how] - whether the keys press the button they go to, as of radio buttons
 */
export function roving(group, { choose = false } = {}) {
  /** @returns {HTMLButtonElement[]} */
  const all = () => [...group.querySelectorAll("button")].filter((each) => !each.closest("[hidden]"));
  const stop = (chosen) => {
    for (const each of group.querySelectorAll("button")) each.tabIndex = each === chosen ? 0 : -1;
  };
  const settle = () => {
    const checked = all().find((each) => each.ariaChecked === "true");
    const stops = all().filter((each) => each.tabIndex === 0);
    stop(checked ?? (stops.length === 1 ? stops[0] : all()[0]));
  };
  group.addEventListener("focusin", ({ target }) => stop(target));
  group.addEventListener("keydown", (event) => {
    const buttons = all();
    const to = goal(event, buttons.indexOf(/** @type {any} */ (event.target)), buttons.length);
    if (to === undefined) return;
    event.preventDefault();
    buttons[to].focus();
    if (choose) buttons[to].click();
  });
  const changes = { childList: true, subtree: true, attributeFilter: ["aria-checked", "hidden"] };
  new MutationObserver(settle).observe(group, changes);
  settle();
}

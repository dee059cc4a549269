// What follows the tab that is open: the title of the page, and the row of tabs, which may be longer
// than a phone is wide.

import { translate } from "../state/texts.js";
import { language, onLanguage } from "./language.js";
import { openTab } from "./page.js";
import { bringInto } from "./row.js";

function entitle() {
  document.title = `${translate({}, language(), `tab_${openTab()}`)} · aedemo`;
}

function reveal() {
  for (const tab of document.querySelectorAll('[role="tab"][aria-selected="true"]')) {
    bringInto(tab, tab.parentElement);
  }
}

/** Has the page follow. */
export function followTab() {
  document.addEventListener("opened", entitle);
  document.addEventListener("opened", reveal);
  onLanguage(entitle);
  entitle();
}

// What the Gradio page needs: all the elements; and what its buttons call, as exports.

import { language as spoken, setLanguage } from "./elements/language.js";
import { followTab } from "./elements/opening.js";
import { DOORS, ours, query, tabInAddress, TABS, tellHeight } from "./elements/page.js";
import { travel } from "./elements/travel.js";
import { define } from "./main.js";
import "./parts/actions.js";
import { followLinks } from "./parts/exercise.js";
import { reachFormulas } from "./parts/formulas.js";
import { begin } from "./parts/masthead.js";
import "./parts/path.js";
import { Share } from "./parts/share.js";
import { tagOf } from "./state/texts.js";

const UNCHANGED = { __type__: "update" };
let goal; // the tab that a link of the page leads to, or Back

// The update, as Gradio's front end reads it, that opens the tab the address names, or the group it
// is in, or that they go to. Without one all stays as it is: the visitor may have been faster.
export function openDoor() {
  const tab = goal ?? (query().tab && tabInAddress());
  const door = DOORS.find(({ tabs }) => tabs.includes(tab));
  return door ? { ...UNCHANGED, selected: door.name } : UNCHANGED;
}

// The updates of the groups: each is there once its door is open.
export function openTabs() {
  const groups = DOORS.filter(({ tabs }) => tabs.length > 1);
  return groups.map(({ tabs }) =>
    tabs.includes(goal ?? tabInAddress()) ? { ...UNCHANGED, selected: goal ?? tabInAddress() } : UNCHANGED,
  );
}

const sharing = new Share();
document.body.append(sharing);
tellHeight(document.body);
const visit = travel((tab) => {
  goal = tab;
  dispatchEvent(new Event("aedemo-back")); // of which the page tells Gradio
});
followLinks(visit);

if (ours) {
  // Not only once Gradio has put it into the page, which takes longer than all of this.
  define(`ae-${tabInAddress() ?? TABS[0]}`);
  followTab();
}

export const masthead = (element) => begin(element, sharing);
export const lesson = reachFormulas;

// Opens what ?view=api asks for, to which our foot leads. Gradio takes it for open then, but only its
// button, which site.css hides, loads it: the first press closes what is not there.
export async function documentation() {
  if (query().view !== "api") return;
  /** @type {HTMLElement} */
  let button;
  while (!(button = document.querySelector(".show-api"))) await new Promise(requestAnimationFrame);
  button.click();
  button.click();
}

// The language, which Gradio forgets as it begins: it names the browser's own in the page.
export function language() {
  if (document.documentElement.lang !== tagOf(spoken())) setLanguage(spoken());
  return spoken();
}

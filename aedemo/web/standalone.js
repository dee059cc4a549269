// The page of the elements without Gradio: tabs, languages, and what its address says.

import { testDigits } from "./data/digits.js";
import { dear } from "./elements/dear.js";
import { arrow } from "./elements/keys.js";
import { language, onLanguage, setLanguage } from "./elements/language.js";
import { followTab } from "./elements/opening.js";
import { DOORS, embedded, projected, query, TABS, tabInAddress, tellHeight } from "./elements/page.js";
import { travel } from "./elements/travel.js";
import { quiet } from "./files/transfers.js";
import "./main.js";
import "./parts/actions.js";
import { followLinks } from "./parts/exercise.js";
import { lesson } from "./parts/lesson.js";
import { begin } from "./parts/masthead.js";
import "./parts/path.js";
import { Share } from "./parts/share.js";
import { TAB as GUIDED } from "./state/path.js";
import { elementsIn } from "./state/tabs.js";
import { languageOf, translate as textOf } from "./state/texts.js";

const page = document.documentElement;
const { lang = navigator.language } = query();
// As start.js has done before, unless that file is lost.
page.classList.toggle("embedded", embedded());
page.classList.toggle("present", projected());
setLanguage(page.dataset.language ?? languageOf(lang));

const sharing = new Share();
const chosen = tabInAddress() ?? TABS[0];

const shows = new Map(); // of tabs in groups: what opens them there

// The panel of a tab: its elements, what can be done with all of it, and its lesson.
function panelOf(tab) {
  const section = document.createElement("section");
  section.id = tab;
  const path = tab === GUIDED ? "<ae-path></ae-path>" : "";
  const elements = elementsIn(tab).map((name) => `<ae-${name} controls address="${tab}"></ae-${name}>`);
  section.innerHTML = `<h2 class="heard" data-text="tab_${tab}"></h2>${path}${elements.join("")}<ae-actions tab="${tab}"></ae-actions>`;
  section.append(lesson(tab));
  return section;
}

// Puts panels below a list of tabs, of which `open` is shown first; arrow keys walk along it.
function tabs(parent, nav, panels, open) {
  const names = panels.map(({ id }) => id);
  nav.setAttribute("role", "tablist");
  const show = (name) => {
    panels.forEach((panel) => (panel.hidden = panel.id !== name));
    for (const button of nav.children) {
      const selected = button.getAttribute("aria-controls") === name;
      button.setAttribute("aria-selected", selected);
      button.tabIndex = selected ? 0 : -1;
    }
  };
  for (const panel of panels) {
    panel.setAttribute("role", "tabpanel");
    const button = document.createElement("button");
    button.setAttribute("role", "tab");
    button.setAttribute("aria-controls", panel.id);
    button.dataset.text = `tab_${panel.id}`;
    button.onclick = () => show(panel.id);
    nav.append(button);
  }
  nav.onkeydown = (event) => {
    const [right] = arrow(event) ?? [0];
    if (!right) return;
    const at = names.indexOf(event.target.getAttribute("aria-controls"));
    const next = (at + right + names.length) % names.length;
    show(names[next]);
    nav.children[next].focus();
  };
  parent.append(...panels);
  show(open);
  return show;
}

function group({ name, tabs: names }) {
  const section = document.createElement("section");
  const nav = document.createElement("nav");
  section.id = name;
  section.append(nav);
  const show = tabs(section, nav, names.map(panelOf), names.includes(chosen) ? chosen : names[0]);
  for (const tab of names) shows.set(tab, () => show(tab));
  return section;
}

const main = document.querySelector("main");
const nav = document.querySelector("nav");
main.replaceChildren(nav);
if (embedded()) {
  main.append(panelOf(chosen));
  followLinks(travel(() => {}));
} else {
  const panels = DOORS.map((door) => (door.tabs.length > 1 ? group(door) : panelOf(door.name)));
  const door = (tab) => DOORS.find(({ tabs }) => tabs.includes(tab)).name;
  const show = tabs(main, nav, panels, door(chosen));
  const visit = travel((tab) => {
    shows.get(tab)?.();
    show(door(tab));
  });
  followLinks(visit);
}
document.body.append(sharing);

begin(document.querySelector(".masthead"), sharing);
followTab();

function translate() {
  const text = (key) => textOf({}, language(), key);
  /** @type {NodeListOf<HTMLElement>} */
  const labelled = document.querySelectorAll("[data-text]");
  for (const node of labelled) {
    node.textContent = text(node.dataset.text);
  }
}

onLanguage(translate);
translate();
tellHeight(document.body);
// So that "Random test digit" works once the network is gone; after all that is shown.
if (!embedded() && !dear()) addEventListener("load", () => quiet().then(() => void testDigits()));

// The page of the elements without Gradio: tabs, languages, and what its address says.

import { embedded, query, TABS, tabInAddress } from "./address.js";
import { testDigits } from "./digits.js";
import { tellHeight } from "./embed.js";
import { language, onLanguage, setLanguage, translator } from "./language.js";
import "./main.js";
import { Share } from "./share.js";

const page = document.documentElement;
const { lang = navigator.language, __theme: theme } = query();
page.classList.toggle("embedded", embedded());
if (["light", "dark"].includes(theme)) page.classList.add(theme);
setLanguage(lang.startsWith("zh") ? "zh" : "en");

const text = await translator();
const panel = new Share();
let open = tabInAddress() ?? TABS[0];

document.querySelector("main").replaceChildren();
for (const tab of embedded() ? [open] : TABS) {
  const section = document.createElement("section");
  section.id = tab;
  section.setAttribute("role", "tabpanel");
  section.innerHTML = `<ae-${tab} controls address></ae-${tab}><button class="share" data-text="share"></button>`;
  section.querySelector(".share").onclick = () => panel.open(section.firstChild);
  const button = document.createElement("button");
  button.setAttribute("role", "tab");
  button.setAttribute("aria-controls", tab);
  button.dataset.text = `tab_${tab}`;
  button.onclick = () => show(tab);
  document.querySelector("nav").append(button);
  document.querySelector("main").append(section);
}
document.body.append(panel);

document.querySelector("nav").onkeydown = ({ key }) => {
  const step = { ArrowRight: 1, ArrowLeft: TABS.length - 1 }[key];
  if (step) show(TABS[(TABS.indexOf(open) + step) % TABS.length]).focus();
};
for (const button of document.querySelectorAll("[data-language]")) {
  button.onclick = () => setLanguage(button.dataset.language);
}

function show(tab) {
  open = tab;
  for (const button of document.querySelectorAll("nav button")) {
    const chosen = button.getAttribute("aria-controls") === tab;
    button.setAttribute("aria-selected", chosen);
    button.tabIndex = chosen ? 0 : -1;
  }
  for (const section of document.querySelectorAll("section")) section.hidden = section.id !== tab;
  return document.querySelector(`nav [aria-controls="${tab}"]`);
}

function translate() {
  document.title = text(page, "title");
  for (const node of document.querySelectorAll("[data-text]")) {
    node.textContent = text(page, node.dataset.text);
  }
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", button.dataset.language === language());
  }
  document.querySelector(".languages").setAttribute("aria-label", text(page, "language"));
}

show(open);
onLanguage(translate);
translate();
tellHeight(document.body);
if (!embedded()) testDigits(); // so that "Random test digit" works once the network is gone

// Whether the page is light or dark: as its address says (?__theme=, which is Gradio's name for it), or
// else as the browser does, until the visitor switches. Nothing is kept but in the address.

import { query } from "./page.js";

const CHANGED = "aedemo-theme";
const page = document.documentElement;
const plain = "static" in page.dataset; // Gradio has the class at the body, and puts it there itself
const browser = matchMedia("(prefers-color-scheme: dark)");

let chosen = ["light", "dark"].find((name) => name === query().__theme);

function dress() {
  const { classList } = plain ? page : document.body;
  if (chosen) for (const name of ["light", "dark"]) classList.toggle(name, name === chosen);
}

/** What was chosen, "light" or "dark", if anything was. */
export const chosenTheme = () => chosen;

/** Whether the page is dark. */
export const isDark = () => (chosen ? chosen === "dark" : browser.matches);

/**
 * Has the page be dark, or light, whatever the browser is.
 * @param {boolean} dark
 */
export function setDark(dark) {
  chosen = dark ? "dark" : "light";
  dress();
  document.dispatchEvent(new Event(CHANGED));
}

/**
 * Calls back when the page may have become light or dark.
 * @param {() => void} callback
 */
export const onTheme = (callback) => document.addEventListener(CHANGED, callback);

if (plain) dress();
// Paper is light; plain files have a rule for it.
if (!plain) {
  addEventListener("beforeprint", () => document.body.classList.remove("dark"));
  addEventListener("afterprint", () => document.body.classList.toggle("dark", isDark()));
}
browser.addEventListener("change", async () => {
  await Promise.resolve(); // Gradio follows the browser also where something else was chosen
  dress();
  document.dispatchEvent(new Event(CHANGED));
});

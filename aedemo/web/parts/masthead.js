// The masthead of the page (aedemo/masthead.py writes it): its switches of language and theme, and the
// button that shares the open tab. The theme follows the browser until it is switched.

import { elementsOf } from "../elements/adjustable.js";
import { language, onLanguage, setLanguage } from "../elements/language.js";
import { ours, openTab } from "../elements/page.js";
import { isDark, onTheme, setDark } from "../elements/theme.js";

/**
 * Has the buttons of a masthead do what they say.
 * @param {Element} masthead
 * @param {import("./share.js").Share} sharing - the dialog
 */
export function begin(masthead, sharing) {
  /** @type {NodeListOf<HTMLElement>} */
  const languages = masthead.querySelectorAll("[data-speak]");
  /** @type {HTMLElement} */
  const theme = masthead.querySelector("[data-theme]");
  const press = () => {
    for (const button of languages) button.ariaPressed = String(button.dataset.speak === language());
    theme.ariaPressed = String(isDark());
  };
  for (const button of languages) button.onclick = () => setLanguage(button.dataset.speak);
  theme.hidden = !ours; // elsewhere the page around decides
  theme.onclick = () => setDark(!isDark());
  /** @type {HTMLElement} */
  const share = masthead.querySelector("[data-share]");
  share.onclick = () => sharing.open(openTab(), elementsOf(openTab()));
  // On paper the address stands at the foot.
  addEventListener("beforeprint", () => {
    /** @type {HTMLElement} */
    const foot = document.querySelector(".foot");
    foot.dataset.address = location.href;
  });
  onLanguage(press);
  onTheme(press);
  press();
}

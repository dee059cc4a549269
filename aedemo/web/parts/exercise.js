// Links of the page to one of its tabs (?tab=draw&variant=dense&digit=t1), as the exercises of the lessons
// are, wherever they stand: they lead there at once, without loading the page anew.

import { elementsOf } from "../elements/adjustable.js";
import { address, ours, TABS } from "../elements/page.js";
import { OF_THE_PAGE, parse } from "../state/address.js";
import { SETTINGS } from "../state/settings.js";

// Those that are meant to open elsewhere are left to the browser.
const elsewhere = ({ defaultPrevented, button, ctrlKey, metaKey, shiftKey, altKey }) =>
  defaultPrevented || button || ctrlKey || metaKey || shiftKey || altKey;

// Whether a link, which may stand in a shadow root, leads to another state of the page that it is on.
const isOfThePage = (/** @type {any} */ node) =>
  node instanceof HTMLAnchorElement &&
  node.origin === location.origin &&
  node.pathname === location.pathname &&
  node.getAttribute("href").includes("?");

// Whether a setting of an element is named.
const isSet = ({ localName }, said) =>
  Object.keys(SETTINGS[localName.slice("ae-".length)]).some((name) => name in said);

// Brings what a link has set into sight, if it is not: on a phone a lesson stands below its tab.
function reveal(element) {
  const { top } = element.getBoundingClientRect();
  if (element.checkVisibility() && (top < 0 || top > innerHeight / 2)) element.scrollIntoView();
}

/**
 * Follows such links in the page that is there.
 * @param {(tab: string, said: Record<string, string>) => Promise<void>} visit - goes to a tab, and to
 *   the state that is said of it
 */
export function followLinks(visit) {
  document.addEventListener("click", async (event) => {
    /** @type {any} */
    const link = event.composedPath().find(isOfThePage);
    if (!link || elsewhere(event)) return;
    const { tab, ...all } = parse(link.search);
    if (!TABS.includes(tab)) return;
    const said = Object.fromEntries(Object.entries(all).filter(([name]) => !OF_THE_PAGE.includes(name)));
    if (!ours) {
      link.href = address(tab, said);
      return;
    }
    event.preventDefault();
    const shown = () => elementsOf(tab).find((element) => isSet(element, said)) ?? elementsOf(tab)[0];
    if (!shown()?.checkVisibility())
      document.addEventListener("opened", () => reveal(shown()), { once: true });
    await visit(tab, said);
    if (shown()) reveal(shown());
  });
}

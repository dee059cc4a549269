// Links of the page to a state of one of its tabs (?tab=draw&variant=dense&digit=t1), as the exercises of
// the lessons are: they set it at once, without loading the page anew.

import { elementsOf } from "../elements/adjustable.js";
import { address, ours, TABS } from "../elements/page.js";
import { parse } from "../state/address.js";
import { SETTINGS } from "../state/settings.js";

const PAGE_WIDE = ["tab", "lang", "embed"];

// Those that are meant to open elsewhere are left to the browser.
const elsewhere = ({ defaultPrevented, button, ctrlKey, metaKey, shiftKey, altKey }) =>
  defaultPrevented || button || ctrlKey || metaKey || shiftKey || altKey;

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
    const link = event.composedPath().find((/** @type {any} */ node) => node.matches?.('a[href^="?"]'));
    if (!link || elsewhere(event)) return;
    const { tab, ...all } = parse(link.getAttribute("href"));
    if (!TABS.includes(tab)) return;
    const said = Object.fromEntries(Object.entries(all).filter(([name]) => !PAGE_WIDE.includes(name)));
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

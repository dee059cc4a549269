// The elements, for any page that loads this module: each is defined, and its code loaded, once one of
// its name comes into sight.

import { broken } from "./elements/broken.js";
import { wanted } from "./elements/seen.js";
import { doors, elementsIn } from "./state/tabs.js";

// Element → the tab that brings it.
const TABS = Object.fromEntries(
  doors().flatMap(({ tabs }) =>
    tabs.flatMap((tab) => elementsIn(tab).map((element) => [`ae-${element}`, tab])),
  ),
);
const UNKNOWN = Object.keys(TABS)
  .map((name) => `${name}:not(:defined)`)
  .join();

/**
 * Has an element defined that stands where this module does not look, in a shadow root.
 * @param {string} name
 */
export async function define(name) {
  const tab = TABS[name];
  try {
    await import(`./tabs/${tab}/${tab}.js`);
  } catch (error) {
    broken([name], error, `web/tabs/${tab}/${tab}.js`);
  }
}

const noticed = new WeakSet();

function notice() {
  for (const element of document.querySelectorAll(UNKNOWN)) {
    if (noticed.has(element)) continue;
    noticed.add(element);
    wanted(element).then(() => define(element.localName));
  }
}

new MutationObserver(notice).observe(document, { childList: true, subtree: true });
notice();

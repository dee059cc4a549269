// Style sheets that elements share: each is fetched once, and one copy serves all shadow roots.

import { fetchText, remembering } from "../files/fetch.js";

/**
 * The sheet at an address, fetched once. Where modules come packed (aedemo/pack.py), an address has
 * its text with it, and nothing is asked for.
 * @type {(address: URL & { text?: string }) => Promise<CSSStyleSheet>}
 */
export const sheet = remembering(async (address) =>
  new CSSStyleSheet().replace(address.text ?? (await fetchText(address))),
);

/** What all elements have in common. */
export const SHARED = new URL("shared.css", import.meta.url);

// Style sheets that elements share: each is fetched once, and one copy serves all shadow roots.

import { fetchText, remembering } from "../files/fetch.js";

/**
 * The sheet at an address, fetched once.
 * @param {URL} address
 * @returns {Promise<CSSStyleSheet>}
 */
export const sheet = remembering(async (address) => new CSSStyleSheet().replace(await fetchText(address)));

/** What all elements have in common. */
export const SHARED = new URL("shared.css", import.meta.url);

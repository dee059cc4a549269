// The state of a tab in an address: ?tab=denoise&kind=masking&level=0.5 …

/** @typedef {Record<string, string>} Said name → text */

/**
 * What the query of an address says.
 * @param {string} query
 * @returns {Said}
 */
export const parse = (query) => Object.fromEntries(new URLSearchParams(query));

/**
 * The tab that it names, of those called `tabs`, or undefined if there is none of that name.
 * @param {Said} said
 * @param {string[]} tabs
 */
export function tabIn({ tab }, tabs) {
  if (tab === undefined) return tabs[0];
  return tabs.includes(tab) ? tab : undefined;
}

/**
 * What it says about a tab. An unknown tab is left for the first one, which opens instead, to
 * report.
 * @param {string} tab
 * @param {Said} said
 * @param {string[]} tabs
 */
export const about = (tab, said, tabs) => (tab === (tabIn(said, tabs) ?? tabs[0]) ? said : {});

/**
 * The address `base` with the state of a tab in it.
 * @param {string | URL} base
 * @param {string} tab
 * @param {string} lang
 * @param {Said} state
 * @param {Said} [more]
 */
export function write(base, tab, lang, state, more = {}) {
  const link = new URL(base);
  link.search = String(new URLSearchParams({ tab, lang, ...more, ...state }));
  return link.href;
}

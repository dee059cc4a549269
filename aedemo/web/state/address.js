// The state of a tab in an address: ?tab=denoise&kind=masking&level=0.5 … What mail and course systems
// do to links on their way is undone here, and in one place: parse() is the only reader.

import { SETTINGS, settingsOf } from "./settings.js";

/** @typedef {Record<string, string>} Said name → text */

/** The names of pads, and of drawings that were put aside. */
export const DRAWINGS = ["digit", "from", "to", "own"];
/** What is about the page as a whole. */
export const OF_THE_PAGE = ["tab", "lang", "embed", "present", "lesson", "locked", "covered", "goal", "ask"];
// The names that mean something here, by how they are written in small letters.
const NAMES = new Map(
  [...OF_THE_PAGE, ...DRAWINGS, ...Object.values(SETTINGS).flatMap(Object.keys)].map((name) => [
    name.toLowerCase(),
    name,
  ]),
);

/** @param {string} name */
const isOurs = (name) => NAMES.has(name.toLowerCase());

const AMPERSAND = /([?&#])(?:(?:amp|#0*38|#x0*26)(?:;|%3B))+/gi; // the rest of &amp; once or several times
const INVISIBLE = /[\s\p{Cf}]+/gu; // line breaks, zero-width characters, marks of direction
const AROUND = /^(?:3D|["'<([«“]+)|["'»”>)\]},.;:!?…，。、；：！？]+$/gu; // of quoted-printable, and of sentences

/**
 * What an address says in its query, or after a # in place of it. Of names that are repeated the first
 * counts, as for URLSearchParams.get and in Gradio. Texts of our names come without what copying and
 * sending adds to them, and without full width; what others say stays as it is.
 * @param {string} address - from its ? or # on
 * @returns {Said}
 */
export function parse(address) {
  /** @type {Said} */
  const said = {};
  for (const [name, text] of pairs(address)) if (!Object.hasOwn(said, name)) said[name] = text;
  return said;
}

/**
 * @param {string} text
 * @param {number} [depth] - how often it may still be encoded
 * @returns {[string, string][]}
 */
function pairs(text, depth = 3) {
  const [query, ...hashes] = text.replace(AMPERSAND, "$1").split("#");
  const parts = [query, ...hashes.filter((hash) => /=|%3D/i.test(hash))].flatMap((each) => each.split("?"));
  return parts.flatMap((part) =>
    [...new URLSearchParams(part)].flatMap(([name, value]) => {
      const known = NAMES.get(name.replace(INVISIBLE, "").toLowerCase());
      if (known === "ask") return [[known, value]]; // a sentence, which stays as it is
      const whole = known ? `${known}=${value}` : name;
      // Encoded once more than it should be: a separator is left, or the sign of one.
      const folded = known ? /[&%]/.test(value) : !value && /[=%]/.test(name);
      if (folded && depth && parses(whole)) return pairs(whole, depth - 1);
      return [[known ?? name, known ? plain(value) : value]];
    }),
  );
}

/**
 * Whether reading a text once more gives something else, of which a name is ours.
 * @param {string} text
 */
const parses = (text) =>
  [...new URLSearchParams(text)].some(([name]) => NAMES.has(name.toLowerCase().split(/[=%]/)[0]));

/** @param {string} text */
const plain = (text) => text.normalize("NFKC").replace(INVISIBLE, "").replace(AROUND, "");

// Tab → the one that it was part of: links of that time name that one, and may speak of both.
/** @type {Record<string, string>} */
const WITHIN = { deconvolution: "superres" };

/**
 * Those of `tabs` that a link to `tab` may speak of.
 * @param {string | undefined} tab
 * @param {string[]} tabs
 */
const meant = (tab, tabs) => tabs.filter((each) => each === tab || (tab && WITHIN[each] === tab));

/**
 * The tab that it names, of those called `tabs`, or undefined if there is none of that name.
 * @param {Said} said
 * @param {string[]} tabs
 */
export function tabIn(said, tabs) {
  if (said.tab === undefined) return tabs[0];
  const spoken = meant(said.tab, tabs).filter((tab) => settingsOf(tab).some((name) => name in said));
  return [said.tab, ...spoken].find((tab) => (spoken.length ? spoken : tabs).includes(tab));
}

/**
 * What it says about a tab. An unknown tab is left for the first one, which opens instead, to
 * report.
 * @param {string} tab
 * @param {Said} said
 * @param {string[]} tabs
 * @returns {Said}
 */
export function about(tab, said, tabs) {
  const all = meant(said.tab, tabs);
  if (tab !== (tabIn(said, tabs) ?? tabs[0]) && !all.includes(tab)) return {};
  const others = all.filter((each) => each !== tab).flatMap(settingsOf);
  return Object.fromEntries(Object.entries(said).filter(([name]) => !others.includes(name)));
}

/**
 * The names of settings that it says and that are not among those of its tab.
 * @param {Said} said
 * @param {string[]} names - of the tab
 */
export const foreign = (said, names) =>
  Object.keys(said).filter((name) => isOurs(name) && ![...OF_THE_PAGE, ...names].includes(name));

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

/**
 * The address of a page with the state of a tab in it. What it says of other things, as Gradio and
 * those who sent it do, stays. Drawings stand behind a #, which browsers keep to themselves: what is
 * drawn does not reach the server when the page is loaded again.
 * @param {string} href
 * @param {string} tab
 * @param {Said} state - name → text
 */
export function rewrite(href, tab, state) {
  const page = new URL(href);
  /** @type {Said} */
  const whole = { ...parse(page.search + page.hash), tab };
  const kept = OF_THE_PAGE.filter((name) => whole[name]).map((name) => [name, whole[name]]);
  const others = Object.entries(parse(page.search)).filter(([name]) => !isOurs(name));
  const said = Object.entries(state);
  const drawn = said.filter(([name]) => DRAWINGS.includes(name));
  if (drawn.length) page.hash = String(new URLSearchParams(drawn));
  else if (Object.keys(parse(page.hash)).some(isOurs)) page.hash = "";
  page.search = String(
    new URLSearchParams({
      ...Object.fromEntries(kept),
      ...Object.fromEntries(others),
      ...Object.fromEntries(said.filter(([name]) => !DRAWINGS.includes(name))),
    }),
  );
  return page.href;
}

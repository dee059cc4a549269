// The page that the elements stand on: its tabs, what its address says, its height.

import { about, parse, tabIn, write } from "../state/address.js";
import { doors } from "../state/tabs.js";
import { language } from "./language.js";

/** What the tabs stand behind, as state/tabs.js has it. */
export const DOORS = doors();
/** The names of all tabs of the page, in their order. */
export const TABS = DOORS.flatMap(({ tabs }) => tabs);

// A page elsewhere that holds the site as <gradio-app> has an address of its own, which is no
// concern of ours; links lead to the site.
const app = document.querySelector("gradio-app[src]");

/** Whether the page is the site, or its plain files, and its address ours to write. */
export const ours = !app;

/** What the address says, name → text. */
export const query = () => (app ? {} : parse(location.search + location.hash));

/**
 * The tab that the address names, if there is one of that name.
 * @returns {string | undefined}
 */
export const tabInAddress = () => tabIn(query(), TABS);

/**
 * What the address says about a tab, name → text.
 * @param {string} tab
 * @returns {Record<string, string>}
 */
export const addressed = (tab) => about(tab, query(), TABS);

/**
 * Whether what a tab shows has a place on the page, as an open tab has, or its element among others' text.
 * @param {string} tab
 */
export const onPage = (tab) =>
  [...document.querySelectorAll(`ae-${tab}`)].some((node) => node.getClientRects().length > 0);

/** The tab that is open: the one whose element has a place on the page. */
export const openTab = () =>
  TABS.find((tab) => document.querySelector(`ae-${tab}[address]`)?.getClientRects().length) ??
  tabInAddress() ??
  TABS[0];

/** Whether the page shows one tab alone, in a frame of another page. */
export const embedded = () => query().embed === "1";

/** Whether the page is to be presented, for the beamer. */
export const projected = () => query().present === "1";

/**
 * The address of this page with the state (name → text) of a tab in it.
 * @param {string} tab
 * @param {Record<string, string>} state
 * @param {Record<string, string>} [more] - what the address says besides
 * @returns {string}
 */
export const address = (tab, state, more) =>
  write(
    new URL(app ? app.getAttribute("src").replace(/\/*$/, "/") : location.pathname, location.href),
    tab,
    language(),
    state,
    more,
  );

/**
 * A page shown alone in a frame tells the page around it how high it is.
 * @param {Element} content - what is as high as the page
 */
export function tellHeight(content) {
  if (!embedded() || parent === window) return;
  const tell = () => {
    const height = Math.ceil(content.getBoundingClientRect().height);
    parent.postMessage({ aedemo: { height } }, "*");
  };
  new ResizeObserver(tell).observe(content);
}

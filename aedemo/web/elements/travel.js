// The address of the page follows what the visitor does, so that reloading keeps it and Back leads to
// the tab before. Nothing is kept anywhere else. Only pages of our own ask for it.

import { DRAWINGS, rewrite } from "../state/address.js";
import { SETTINGS } from "../state/settings.js";
import { languageOf } from "../state/texts.js";
import { elementsOf } from "./adjustable.js";
import { stay } from "./following.js";
import { language, onLanguage, setLanguage } from "./language.js";
import { addressed, embedded, ours, projected, query, tabInAddress, TABS } from "./page.js";
import { onPresent, present, presented } from "./present.js";
import { chosenTheme, onTheme } from "./theme.js";

const GLANCE = 100; // milliseconds between two looks at what has changed: a drawing is packed for each
const PAUSE = 350; // milliseconds between two writings; Safari allows a hundred in thirty seconds

const named = () => tabInAddress() ?? TABS[0];
const spoken = () => languageOf(query().lang ?? navigator.language);

let awaited = named(); // the tab that is about to open by itself
let open = null;
let next = null; // what the address is to become
let timer = null;
let written = -PAUSE;

// Without what names a place on the page alone.
const told = () => JSON.stringify(query());
let here = told();

function put(href, how) {
  try {
    history[how](null, "", href);
  } catch {
    // In some sandboxed frames a page has no history to write to.
  }
  here = told();
  written = performance.now();
}

function flush() {
  clearTimeout(timer);
  timer = null;
  if (next && next !== location.href) put(next, "replaceState");
  next = null;
}

const elementsThere = (tab) => elementsOf(tab).filter(({ filled }) => filled);

// What the address says of those that have not come into sight yet, and will read it then.
function awaiting(tab) {
  const names = elementsOf(tab)
    .filter(({ filled }) => !filled)
    .flatMap(({ localName }) => Object.keys(SETTINGS[localName.slice("ae-".length)]));
  return Object.entries(addressed(tab)).filter(([name]) => names.includes(name));
}

// What a tab is other than usual, name → text.
async function unusual(tab) {
  const states = elementsThere(tab).map(async (element) => {
    const [state, usual] = await Promise.all([element.state(), element.usual()]);
    return Object.entries(state).filter(([name, text]) => text !== usual[name]);
  });
  return Object.fromEntries([...awaiting(tab), ...(await Promise.all(states)).flat()]);
}

let glance = null;

async function look() {
  glance = null;
  const tab = open;
  const state = await unusual(tab).catch(() => null); // where what is usual could not be loaded
  if (!state || tab !== open || awaited) return;
  next = rewrite(location.href, tab, state);
  timer ??= setTimeout(flush, written + PAUSE - performance.now());
}

const note = () => (glance ??= setTimeout(look, GLANCE));

// Goes to another address, to which Back leads back; in a frame Back is the page's around it.
function go(href) {
  flush();
  put(href, embedded() ? "replaceState" : "pushState");
}

function opened(tab) {
  if (tab === open || (awaited && tab !== awaited)) return;
  open = tab;
  if (!awaited && tab !== named()) {
    go(rewrite(location.href, tab, {}));
    note();
  }
  awaited = null;
}

// The address with another text for the page as a whole, or without it.
function worded(name, text) {
  flush();
  const link = new URL(rewrite(location.href, open ?? named(), addressed(open ?? named())));
  if (text) link.searchParams.set(name, text);
  else link.searchParams.delete(name);
  return link.href;
}

function speak() {
  if (language() === spoken()) return;
  go(worded("lang", language()));
  note();
}

// Sets all of a tab back to usual; Back leads to what it was.
async function reset(tab) {
  if (ours && tab === open) {
    next = rewrite(location.href, tab, await unusual(tab));
    go(rewrite(location.href, tab, {}));
  }
  stay();
  await settle(tab, {}, usual);
  note();
}

function dress() {
  if (!chosenTheme()) return;
  flush();
  const link = new URL(location.href);
  link.searchParams.set("__theme", chosenTheme());
  put(link.href, "replaceState");
}

// Elements of the tab get what is said of it, and `usually` of each besides.
const settle = (tab, said, usually) =>
  Promise.all(
    elementsThere(tab).map((element) =>
      element.loading(async () => element.restore({ ...(await usually(element)), ...said })),
    ),
  );

const usual = (element) => element.usual();

// Shows what the address says.
async function arrive(said, usually, show) {
  here = told();
  clearTimeout(timer);
  timer = next = null;
  const { tab } = said;
  if (tab !== open) awaited = tab;
  if (language() !== spoken()) setLanguage(spoken());
  await settle(tab, said, usually);
  show(tab);
}

// The usual settings; drawings stay as they are.
async function settingsOnly(element) {
  const usual = Object.entries(await element.usual());
  return Object.fromEntries(usual.filter(([name]) => !(name in element.drawings)));
}

/**
 * Has the address follow. What it gives back goes where a link of the page leads, without loading the
 * page anew: to its tab, and to the state that it names, if it names one.
 * @param {(tab: string) => void} show - opens a tab
 * @returns {(tab: string, said: Record<string, string>) => Promise<void>}
 */
export function travel(show) {
  document.addEventListener("anew", ({ target }) => reset(/** @type {any} */ (target).tab));
  if (!ours) return async () => {};
  // What is drawn stays in the browser: with what the page asks for no address is sent.
  const meta = Object.assign(document.createElement("meta"), { name: "referrer", content: "strict-origin" });
  document.head.append(meta);
  // Who opens a tab does not wait for the one that would have opened.
  for (const act of ["click", "keydown"])
    addEventListener(
      act,
      ({ isTrusted, target }) => {
        if (isTrusted && /** @type {Element} */ (target).closest?.('[role="tab"]')) awaited = null;
      },
      true,
    );
  document.addEventListener("opened", ({ target }) => opened(/** @type {any} */ (target).tab));
  document.addEventListener("changed", ({ target }) => {
    if (/** @type {any} */ (target).tab === open) note();
  });
  onLanguage(speak);
  onPresent(() => put(worded("present", presented() && "1"), "replaceState"));
  onTheme(dress);
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", flush);
  addEventListener("popstate", async () => {
    if (told() === here) return; // to another place of the same page
    stay();
    if (projected() !== presented()) present(projected());
    const tab = named();
    await arrive({ ...addressed(tab), tab }, usual, show);
  });
  return async (tab, said) => {
    if (!Object.keys(said).length) return show(tab);
    go(rewrite(location.href, tab, said));
    if (DRAWINGS.some((name) => name in said)) stay();
    await arrive({ ...said, tab }, settingsOnly, show);
    note();
  };
}

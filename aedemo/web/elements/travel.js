// The address of the page follows what the visitor does, so that reloading keeps it and Back leads to
// the tab before. Nothing is kept anywhere else. Only pages of our own ask for it.

import { rewrite } from "../state/address.js";
import { languageOf } from "../state/texts.js";
import { elementsOf } from "./adjustable.js";
import { stay } from "./following.js";
import { language, onLanguage, setLanguage } from "./language.js";
import { oncePerFrame } from "./pace.js";
import { present, presented, onPresent } from "./present.js";
import { addressed, embedded, ours, query, tabInAddress, TABS } from "./page.js";
import { chosenTheme, onTheme } from "./theme.js";

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

// What a tab is other than usual, name → text.
async function unusual(tab) {
  const states = elementsThere(tab).map(async (element) => {
    const [state, usual] = await Promise.all([element.state(), element.usual()]);
    return Object.entries(state).filter(([name, text]) => text !== usual[name]);
  });
  return Object.fromEntries((await Promise.all(states)).flat());
}

const note = oncePerFrame(async () => {
  const tab = open;
  const state = await unusual(tab).catch(() => null); // where what is usual could not be loaded
  if (!state || tab !== open || awaited) return;
  next = rewrite(location.href, tab, state);
  timer ??= setTimeout(flush, written + PAUSE - performance.now());
});

// Goes to another address, to which Back leads back; in a frame Back is the page's around it.
function go(href) {
  flush();
  put(href, embedded() ? "replaceState" : "pushState");
}

function opened(tab) {
  if (tab === open || (awaited && tab !== awaited)) return;
  open = tab;
  if (!awaited) {
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
  await usually(tab, {});
  note();
}

const usually = (tab, said) =>
  Promise.all(
    elementsThere(tab).map((element) =>
      element.loading(async () => element.restore({ ...(await element.usual()), ...said })),
    ),
  );

function dress() {
  if (!chosenTheme()) return;
  flush();
  const link = new URL(location.href);
  link.searchParams.set("__theme", chosenTheme());
  put(link.href, "replaceState");
}

/**
 * Has the address follow.
 * @param {(tab: string) => void} show - opens a tab
 */
export function travel(show) {
  document.addEventListener("anew", ({ target }) => reset(/** @type {any} */ (target).tab));
  if (!ours) return;
  // What is drawn stays in the browser: with what the page asks for no address is sent.
  const meta = Object.assign(document.createElement("meta"), { name: "referrer", content: "strict-origin" });
  document.head.append(meta);
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
    here = told();
    clearTimeout(timer);
    timer = next = null;
    const tab = named();
    if (tab !== open) awaited = tab;
    stay();
    if (language() !== spoken()) setLanguage(spoken());
    const on = query().present === "1";
    if (on !== presented()) present(on);
    await usually(tab, addressed(tab));
    show(tab);
  });
}

// Terms that are explained on the spot: a link to #term-NAME, as lessons have them, or an element with
// data-term="NAME" in a shadow root. Who points at one, reaches it with the keyboard or taps it is
// shown what it means; Escape, leaving it, or a tap elsewhere puts that away. The
// document listens, so that Gradio may render a lesson anew as often as it likes.

import { explained, pieces } from "../state/terms.js";
import { tagOf, translate } from "../state/texts.js";
import { language } from "./language.js";
import { onPage, TABS } from "./page.js";
import { sheet } from "./sheets.js";

const TERM = 'a[href^="#term-"], [data-term]';
const ID = "ae-term";
const PATIENCE = 150; // milliseconds before a pointer that passes by means it
const GAP = 6; // pixels between a term and its definition
const EDGE = 8; // and between that and the edge of the window

/** How terms look, in any shadow root that has some. */
export const TERMS = new URL("terms.css", import.meta.url);

/** @type {HTMLElement | null} */
let shown = null; // the term whose definition is shown
let timer;

const nameOf = (term) => term.dataset.term ?? term.getAttribute("href").slice("#term-".length);

/**
 * The term that something happened to.
 * @param {Event} event
 * @returns {HTMLElement | undefined}
 */
const termIn = (event) =>
  /** @type {any[]} */ (event.composedPath()).find((node) => node instanceof Element && node.matches(TERM));

// The box for definitions in the same root as the term: only there can the term refer to it, for those
// who do not see it.
function boxBeside(term) {
  const root = term.getRootNode();
  const there = root.getElementById(ID);
  if (there) return there;
  const box = document.createElement("div");
  Object.assign(box, { id: ID, className: "term-box", popover: "auto", role: "tooltip" });
  box.addEventListener("beforetoggle", ({ newState }) => {
    if (newState === "open") return;
    shown?.removeAttribute("aria-describedby");
    shown = null;
  });
  (root.body ?? root).append(box);
  return box;
}

function paragraph(...content) {
  const node = document.createElement("p");
  node.append(...content);
  return node;
}

function show(term) {
  clearTimeout(timer);
  const spoken = language(term);
  const meaning = explained(nameOf(term), spoken);
  if (!meaning || !term.isConnected || term === shown) return;
  hide();
  const word = document.createElement("b");
  word.textContent = meaning.word;
  const box = boxBeside(term);
  box.lang = tagOf(spoken);
  box.replaceChildren(paragraph(word, " · ", meaning.text));
  if (TABS.includes(meaning.tab) && !onPage(meaning.tab)) {
    const tab = translate({}, spoken, `tab_${meaning.tab}`);
    box.append(paragraph(translate({}, spoken, "term_seen", { tab })));
  }
  box.showPopover();
  shown = term;
  term.setAttribute("aria-describedby", ID);
  place(box, term.getClientRects()[0]);
}

function hide() {
  clearTimeout(timer);
  /** @type {any} */ (shown?.getRootNode())?.getElementById(ID)?.hidePopover();
}

// Below the term, or above it where there is no room; never beyond the window.
function place(box, { left, top, bottom }) {
  const { clientWidth, clientHeight } = document.documentElement;
  const { width, height } = box.getBoundingClientRect();
  const above = bottom + GAP + height > clientHeight && top - GAP - height > 0;
  const x = Math.max(EDGE, Math.min(left, clientWidth - width - EDGE));
  const y = above ? top - GAP - height : bottom + GAP;
  Object.assign(box.style, { left: `${x + scrollX}px`, top: `${y + scrollY}px` });
}

const heard = {
  pointerover(event) {
    if (event.pointerType === "touch") return; // which taps
    const term = termIn(event);
    clearTimeout(timer);
    if (term && term !== shown) timer = setTimeout(show, PATIENCE, term);
    if (term || !shown || shown.matches(":focus")) return;
    const within = event.composedPath().some(({ id }) => id === ID);
    if (!within) timer = setTimeout(hide, PATIENCE);
  },
  focusin(event) {
    const term = termIn(event);
    if (term) show(term);
  },
  focusout(event) {
    if (shown && termIn(event) === shown) hide();
  },
  click(event) {
    const term = termIn(event);
    if (!term) return;
    event.preventDefault(); // there is nothing to go to
    show(term);
  },
  keydown(event) {
    if (["Enter", " "].includes(event.key)) heard.click(event);
  },
};

const listen = (root) => {
  for (const [kind, hear] of Object.entries(heard)) root.addEventListener(kind, hear);
};

listen(document);
sheet(TERMS).then(
  (css) => document.adoptedStyleSheets.push(css),
  () => {}, // the elements, which need it too, say so
);

/**
 * Has the keyboard reach the terms of a shadow root. The pointer or the focus going from one thing in
 * it to another is nothing that the document is told, so the root listens too.
 * @param {ShadowRoot | HTMLElement} root
 */
export function reach(root) {
  /** @type {NodeListOf<HTMLElement>} */
  const terms = root.querySelectorAll("[data-term]");
  for (const term of terms) Object.assign(term, { role: "button", tabIndex: 0 });
  if (root.querySelector(TERM)) listen(root);
}

/**
 * Fills a node with a text in which terms are marked as in lessons, [codes](#term-code).
 * @param {HTMLElement} node
 * @param {string} text
 */
export function fillIn(node, text) {
  const parts = pieces(text).map(({ text, term }) => {
    if (!term) return text;
    const span = document.createElement("span");
    Object.assign(span.dataset, { term });
    span.textContent = text;
    return span;
  });
  node.replaceChildren(...parts);
}

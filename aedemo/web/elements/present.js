// For the beamer: larger, and nothing around the tab. The address says so (?present=1, start.js); Share
// begins it, Escape ends it.

const CHANGED = "aedemo-present";
const page = document.documentElement;

/** Whether the page is presented. */
export const presented = () => page.classList.contains("present");

/**
 * Begins or ends it.
 * @param {boolean} on
 */
export function present(on) {
  page.classList.toggle("present", on);
  document.dispatchEvent(new Event(CHANGED));
}

/**
 * Calls back when it begins or ends.
 * @param {() => void} callback
 */
export const onPresent = (callback) => document.addEventListener(CHANGED, callback);

// A dialog that is open takes Escape for itself.
addEventListener("keydown", (event) => {
  /** @type {any[]} */
  const path = event.composedPath();
  if (event.key !== "Escape" || event.defaultPrevented || !presented()) return;
  if (!path.some(({ localName }) => localName === "dialog")) present(false);
});

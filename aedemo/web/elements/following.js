// The visitor's drawing goes with them from tab to tab: what was drawn in the last is taken over by
// the first pad of the one that comes into sight.

// The pad that the visitor drew on last, of all tabs of the page.
let latest = null;

/** The drawing stays where it is: the visitor goes back to a tab as it was. */
export const stay = () => (latest = null);

/**
 * Has an element take over the visitor's drawing when it comes into sight.
 * @param {HTMLElement} element
 * @param {import("../parts/pad.js").Pad} [own] - its first pad, if it has one
 */
export function follow(element, own) {
  if (!own) return;
  own.addEventListener("draw", () => (latest = own));
  new IntersectionObserver(async ([{ isIntersecting }]) => {
    if (!isIntersecting || !latest || latest === own) return;
    const drawing = await latest.drawing();
    if (drawing !== (await own.drawing())) own.restore(drawing);
  }).observe(element);
}

// A surface that works as a slider: it is dragged along, or moved by keys.

import { along } from "./keys.js";
import { gestures } from "./pointing.js";
import { mark } from "./write.js";

const PAGES = { PageUp: 1, PageDown: -1 };

/**
 * @param {HTMLElement} surface
 * @param {object} how
 * @param {() => Element} how.track - what the pointer is followed along
 * @param {(share: number) => number} [how.at] - the value at a share of the track from its left
 * @param {() => number} how.value - the value now, 0 to 1
 * @param {(value: number) => void} how.set - takes another value, which may lie outside
 * @param {() => number} how.step - of an arrow key
 * @param {number} [how.page] - steps of a page key, which does nothing without it
 */
export function slider(surface, { track, at = (share) => share, ...how }) {
  const follow = ({ clientX }) => {
    const { left, width } = track().getBoundingClientRect();
    how.set(at((clientX - left) / width));
  };
  gestures(surface, { press: follow, drag: follow });
  slideByKeys(surface, how);
}

/**
 * The same by keys alone.
 * @param {HTMLElement | SVGElement} surface
 * @param {{value: () => number, set: (value: number) => void, step: () => number,
 *   page?: number}} how
 */
export function slideByKeys(surface, { value, set, step, page = 0 }) {
  surface.onkeydown = (event) => {
    const steps = along(event) ?? page * PAGES[event.key];
    const to = { Home: 0, End: 1 }[event.key] ?? (steps ? value() + steps * step() : undefined);
    if (to === undefined) return;
    event.preventDefault();
    set(to);
  };
}

/**
 * Says where a slider stands, to those who do not see it.
 * @param {Element} surface
 * @param {{min?: number, max?: number, now: number, text?: string}} values
 */
export function tell(surface, values) {
  for (const [name, value] of Object.entries(values)) mark(surface, `aria-value${name}`, value);
}

// Pointers on a surface. A gesture belongs to the pointer that began it, whatever a palm, a second
// finger or a mouse does beside it.

import { inside } from "./numbers.js";

const FIRST = 1; // of the buttons: the left one, a finger, the tip of a pen

/**
 * Follows one gesture at a time. It ends when its own pointer is lifted or cancelled, and where that
 * could not be seen: when the surface is taken away, the window is left, or the pointer comes back
 * with nothing pressed.
 * @param {HTMLElement | SVGElement} surface
 * @param {object} does
 * @param {(event: PointerEvent) => void} does.press
 * @param {(event: PointerEvent) => void} does.drag
 * @param {(event: PointerEvent) => void} [does.lift] - unless the gesture was cancelled
 * @param {(event: PointerEvent | null) => void} [does.hover] - with nothing pressed; null when it leaves
 */
export function gestures(surface, { press, drag, lift = () => {}, hover = () => {} }) {
  let held = null; // the pointer whose gesture it is
  const goesOn = () => held !== null && surface.hasPointerCapture(held);
  const end = () => {
    if (goesOn()) surface.releasePointerCapture(held);
    held = null;
    removeEventListener("blur", end);
  };
  surface.onpointerdown = (event) => {
    if (event.button !== 0 || goesOn()) return;
    held = event.pointerId;
    surface.setPointerCapture(held);
    addEventListener("blur", end);
    press(event);
  };
  surface.onpointermove = (event) => {
    if (!goesOn()) return event.buttons ? undefined : hover(event);
    if (event.pointerId !== held) return;
    if (event.buttons & FIRST) drag(event);
    else end();
  };
  surface.onpointerup = (event) => {
    if (!goesOn() || event.pointerId !== held) return;
    lift(event);
    end();
  };
  surface.onpointercancel = (event) => event.pointerId === held && end();
  surface.onpointerleave = () => goesOn() || hover(null);
}

/**
 * Pointing at a surface looks at a place of it, pressing keeps the place, leaving it ends the look.
 * Places are {x, y}, shares of `area` from its upper left corner.
 * @param {HTMLElement | SVGElement} surface
 * @param {Element} area
 * @param {object} what
 * @param {(place: {x: number, y: number} | null) => void} what.look - null when the look ends
 * @param {(place: {x: number, y: number}) => void} what.keep
 */
export function pointing(surface, area, { look, keep }) {
  const place = ({ clientX, clientY }) => {
    const { left, top, width, height } = area.getBoundingClientRect();
    return { x: inside((clientX - left) / width), y: inside((clientY - top) / height) };
  };
  const keepIt = (event) => keep(place(event));
  gestures(surface, { press: keepIt, drag: keepIt, hover: (event) => look(event && place(event)) });
}

// Pointing at a surface looks at a place of it, pressing keeps the place, leaving it ends the look.

import { inside } from "./numbers.js";

/**
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
  surface.onpointerdown = (event) => {
    surface.setPointerCapture(event.pointerId);
    keep(place(event));
  };
  surface.onpointermove = (event) => (event.buttons ? keep : look)(place(event));
  surface.onpointerleave = () => look(null);
}

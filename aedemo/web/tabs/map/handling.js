// The map under a pointer: moving looks at a place, pressing keeps it; in three dimensions dragging
// turns the map, and a press that does not turn it keeps the place.

import { gestures } from "../../elements/pointing.js";

const SLACK = 4; // CSS pixels that a finger may move without turning the map
const TURN = 0.5; // degrees for each CSS pixel

/**
 * @param {HTMLCanvasElement} canvas
 * @param {object} map
 * @param {() => number | undefined} map.size - 2 or 3 dimensions; undefined before there is a map
 * @param {(event: PointerEvent | null) => void} map.look - at what is below the pointer, or away
 * @param {(event: PointerEvent) => void} map.keep - what is below the pointer
 * @param {() => {turn: number, tilt: number}} map.facing - degrees
 * @param {(turn: number, tilt: number) => void} map.face
 */
export function handle(canvas, { size, look, keep, facing, face }) {
  let began; // {x, y, turn, tilt, turned}
  const turn = ({ clientX, clientY }) => {
    const [x, y] = [clientX - began.x, clientY - began.y];
    began.turned ||= Math.hypot(x, y) > SLACK;
    if (began.turned) face(began.turn + TURN * x, began.tilt + TURN * y);
  };
  const drag = (event) => {
    if (size() === 3) return turn(event);
    if (!size()) return;
    keep(event);
    look(event);
  };
  gestures(canvas, {
    press(event) {
      began = { x: event.clientX, y: event.clientY, ...facing(), turned: false };
      drag(event);
    },
    drag,
    lift: (event) => size() === 3 && !began.turned && keep(event),
    hover: (event) => (size() || !event) && look(event),
  });
  canvas.onblur = () => look(null);
}

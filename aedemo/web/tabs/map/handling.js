// The map under a pointer: moving looks at a place, pressing keeps it; in three dimensions dragging
// turns the map, and a press that does not turn it keeps the place.

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
  let press = null; // where it began: {x, y, turn, tilt, turned}
  const turn = ({ clientX, clientY }) => {
    const [x, y] = [clientX - press.x, clientY - press.y];
    press.turned ||= Math.hypot(x, y) > SLACK;
    if (press.turned) face(press.turn + TURN * x, press.tilt + TURN * y);
  };
  const move = (event) => {
    if (!size() || !event.isPrimary) return;
    if (press && size() === 3) return turn(event);
    if (press) keep(event);
    look(event);
  };
  canvas.onpointerdown = (event) => {
    if (!size() || !event.isPrimary || event.button) return;
    canvas.setPointerCapture(event.pointerId);
    press = { x: event.clientX, y: event.clientY, ...facing(), turned: false };
    move(event);
  };
  canvas.onpointermove = move;
  canvas.onpointerup = (event) => {
    if (press && size() === 3 && !press.turned) keep(event);
    press = null;
  };
  canvas.onpointercancel = () => (press = null);
  canvas.onpointerleave = canvas.onblur = () => look(null);
}

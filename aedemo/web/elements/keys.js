// Arrow keys as steps.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * The step of an arrow key on a plane: [to the right, up]. Undefined for any other key.
 * @param {{key: string}} event
 */
export const arrow = ({ key }) => ARROWS[key];

/**
 * The step of an arrow key along a scale: 1 for right and up, −1 for left and down.
 * @param {{key: string}} event
 */
export function along(event) {
  const step = arrow(event);
  return step && step[0] + step[1];
}

/**
 * In a row of `count`, of which the one numbered `at` has the focus, the number of the one that a key
 * goes to: right and down go on, left and up back, from either end around to the other. Undefined for
 * any other key.
 * @param {{key: string}} event
 * @param {number} at
 * @param {number} count
 * @returns {number | undefined}
 */
export function goal(event, at, count) {
  const ends = { Home: 0, End: count - 1 };
  const step = arrow(event);
  return step ? (at + step[0] - step[1] + count) % count : ends[event.key];
}

/**
 * Arrow keys on a surface, and no other keys, take a step.
 * @param {HTMLElement | SVGElement} surface
 * @param {(step: [number, number]) => void} take - [to the right, up]
 */
export function stepping(surface, take) {
  surface.onkeydown = (event) => {
    const step = arrow(event);
    if (!step) return;
    event.preventDefault();
    take(step);
  };
}

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

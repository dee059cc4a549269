// A number of the code that goes once from end to end of its scale and back.

import { inside } from "../../elements/numbers.js";

const TIME = 2400; // milliseconds

/**
 * @param {number} from - where it stands, and ends
 * @param {number} scale - the ends are at ± this
 * @param {(value: number) => void} turn
 * @param {() => any} goesOn - asked before each turn
 */
export function sweep(from, scale, turn, goesOn) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let began;
  const step = (now) => {
    began ??= now;
    const share = (now - began) / TIME;
    if (!goesOn()) return;
    const wave = Math.sin(2 * Math.PI * share);
    turn(share < 1 ? inside(from + scale * (still ? Math.sign(wave) : wave), -scale, scale) : from);
    if (share < 1) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

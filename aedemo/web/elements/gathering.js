// The networks of an element, which are loaded one after the other and shown as they come.

import { yours } from "../data/yours.js";
import { YOURS } from "../data/variants.js";
import { networks } from "../engine/network.js";

/**
 * The visitor's own, if there is one, is among them at once.
 * @param {import("./element.js").Element} element
 * @param {string[]} names - in the order they are loaded in
 * @param {Map<string, import("../engine/network.js").Network>} held - by their names; what is held
 *   is not loaded again when the visitor tries again
 * @param {(net: import("../engine/network.js").Network) => void} [come] - one is there
 */
export function gather(element, names, held, come = () => element.refresh()) {
  const own = yours();
  if (own) held.set(YOURS, own);
  return element.loading(() =>
    networks(
      names.filter((name) => !held.has(name)),
      (net) => {
        held.set(net.name, net);
        come(net);
      },
    ),
  );
}

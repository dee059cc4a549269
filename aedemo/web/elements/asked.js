// Who has few bytes is asked before many are loaded.

import { megabytes } from "../files/fetch.js";
import { weightsFile } from "../files/places.js";
import { dear } from "./dear.js";

/**
 * Resolves at once, or, where bytes are dear, when the visitor presses a button that says how many the
 * weights of these networks are.
 * @param {import("./element.js").Element} element
 * @param {Element} place - of the element, before which the button stands
 * @param {string[]} names
 */
export async function asked(element, place, names) {
  if (!dear()) return;
  const button = document.createElement("button");
  button.className = "asked";
  button.innerHTML = `<span data-text="load_networks"></span> <span class="size"></span>`;
  place.before(button);
  element.relabel();
  const pressed = new Promise((resolve) => (button.onclick = resolve));
  megabytes(names.map((name) => weightsFile(name, "model.safetensors"))).then((size) => {
    if (size) button.querySelector(".size").textContent = `(${size.toFixed(1)} MB)`;
  });
  await pressed;
  button.remove();
}

// What Gradio's own parts lack for those who do not see them or cannot drag: names in the visitor's
// language, and keys for the line between two pictures.

import texts from "../../../facts/texts/superres.json" with { type: "json" };
import { along } from "../../elements/keys.js";
import { language, onLanguage } from "../../elements/language.js";
import { inside } from "../../elements/numbers.js";
import { oncePerFrame } from "../../elements/pace.js";
import { tell } from "../../elements/slider.js";
import { SETTINGS } from "../../state/settings.js";
import { translate } from "../../state/texts.js";

const STEP = 0.05; // of an arrow key, of the width of the pictures
const LINE = "#before-after [data-testid='slider']";

const text = (key) => translate(texts, language(), key);

// Names all that is there now.
function name() {
  const each = (selector, say) =>
    document.querySelectorAll(selector).forEach((node, at) => {
      for (const [attribute, words] of Object.entries(say(at))) node.setAttribute(attribute, words);
    });
  each(".gallery-item", (at) => ({ "aria-label": text(`photo_${SETTINGS.superres.photo.values[at]}`) }));
  each("#before-after .icon", () => ({ "aria-hidden": "true" }));
  each(LINE, () => ({ role: "slider", tabindex: "0", "aria-label": text("before_after") }));
  for (const line of document.querySelectorAll(LINE)) stand(line);
}

// Says where the line stands.
function stand(line) {
  const { left, width } = line.parentElement.getBoundingClientRect();
  if (!width) return;
  const { left: x, width: own } = line.getBoundingClientRect();
  tell(line, { now: Math.round((100 * (x + own / 2 - left)) / width) });
}

// Gradio's line follows the mouse alone: keys move one for it.
function drag(line, event) {
  const box = line.parentElement.getBoundingClientRect();
  const ends = { Home: 0, End: 1 };
  const step = along(event);
  if (!step && !(event.key in ends)) return;
  event.preventDefault();
  const own = line.getBoundingClientRect();
  const from = own.left + own.width / 2;
  const to = step ? from + step * STEP * box.width : box.left + ends[event.key] * box.width;
  const mouse = (kind, clientX, target) => {
    const at = { clientX: inside(clientX, box.left, box.right), clientY: box.top + box.height / 2 };
    target.dispatchEvent(new MouseEvent(kind, { ...at, view: window, bubbles: true, cancelable: true }));
  };
  mouse("mousedown", from, line);
  mouse("mousemove", to, window);
  mouse("mouseup", to, window);
  requestAnimationFrame(() => stand(line));
}

/** Names Gradio's parts whenever some are added, and in every language. */
export function nameStock() {
  new MutationObserver(oncePerFrame(name)).observe(document.body, { childList: true, subtree: true });
  onLanguage(name);
  document.addEventListener("focusin", ({ target }) => {
    const line = /** @type {Element} */ (target).closest(LINE);
    if (line) stand(line); // pictures that came since may have moved it
  });
  document.addEventListener("keydown", (event) => {
    const line = /** @type {Element} */ (event.target).closest(LINE);
    if (line) drag(line, event);
  });
  name();
}

// What a lesson says of the digit that is drawn: its places for numbers, filled in as they are.

import { minus } from "../../elements/numbers.js";
import { write } from "../../elements/write.js";

const DECIMALS = { minimumFractionDigits: 4, maximumFractionDigits: 4 };
const DIGITS = { maximumSignificantDigits: 4 }; // in a formula, where small and large ones are added

/**
 * @param {any} element
 * @param {Record<string, any>} values - null or undefined for what is not known
 */
export function numbers(element, values) {
  for (const place of element.all("[data-value]")) {
    const value = values[place.dataset.value] ?? null;
    const within = place.closest(".written");
    if (value === null) write(place, within ? "" : "–");
    else if (within) write(place, minus(element.number(value, DIGITS)));
    else write(place, element.number(value, Number.isInteger(value) ? {} : DECIMALS));
  }
}

// What a lesson says of the digit that is drawn: its places for numbers, filled in as they are.

import { write } from "../../elements/write.js";

/**
 * @param {any} element
 * @param {Record<string, any>} values - null or undefined for what is not known
 */
export function numbers(element, values) {
  for (const place of element.all("[data-value]")) {
    const value = values[place.dataset.value] ?? null;
    const options = Number.isInteger(value) ? {} : { minimumFractionDigits: 4, maximumFractionDigits: 4 };
    write(place, value === null ? "–" : element.number(value, options));
  }
}

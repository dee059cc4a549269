// What is folded away until it is wanted: a setting of the element says whether it is open, and so does a link.

/**
 * Has a setting follow the visitor's hand.
 * @param {any} element
 * @param {string} setting - a flag
 * @param {HTMLDetailsElement} details
 */
export function folded(element, setting, details) {
  details.ontoggle = () => {
    if (element[setting] !== details.open) element[setting] = details.open;
  };
}

// Writing what a node says only where it says something else: a text or an attribute that is written anew
// is laid out and told anew, though it is the same.

/**
 * @param {Element} node
 * @param {string | number | null | undefined} words
 */
export function write(node, words) {
  const said = String(words ?? "");
  if (node.textContent !== said) node.textContent = said;
}

/**
 * @param {Element} node
 * @param {string} name - of an attribute
 * @param {string | number | boolean} value
 */
export function mark(node, name, value) {
  if (node.getAttribute(name) !== String(value)) node.setAttribute(name, String(value));
}

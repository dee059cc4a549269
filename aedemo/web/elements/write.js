// Writing what a node says only where it says something else: a text or an attribute that is written anew
// is laid out and told anew, though it is the same.

/**
 * @param {Element} node
 * @param {string} words
 */
export function write(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

/**
 * @param {Element} node
 * @param {string} name - of an attribute
 * @param {string | number | boolean} value
 */
export function mark(node, name, value) {
  if (node.getAttribute(name) !== String(value)) node.setAttribute(name, String(value));
}

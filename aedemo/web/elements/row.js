// A row that may be longer than a phone is wide.

/**
 * Has a part of a row be in sight. Not scrollIntoView(), which moves the page, too.
 * @param {Element} part
 * @param {Element} row
 */
export function bringInto(part, row) {
  const [{ left, right }, around] = [part.getBoundingClientRect(), row.getBoundingClientRect()];
  if (left < around.left || right > around.right) row.scrollLeft += left - around.left - around.width / 3;
}

// Arrows as paths.

const HEAD = 0.22; // its length at most, in cells

/**
 * From one point to another, in cells of 1×1; a dot if they are next to each other.
 * @param {number[]} from
 * @param {number[]} to
 */
export function arrowPath([x, y], [toX, toY]) {
  const length = Math.hypot(toX - x, toY - y);
  if (length < 0.02) return `M${x} ${y}h0`;
  const head = Math.min(HEAD, 0.6 * length) / length;
  const [dx, dy] = [head * (toX - x), head * (toY - y)];
  const wing = (side) => `L${toX - dx - side * 0.6 * dy} ${toY - dy + side * 0.6 * dx}`;
  return `M${x} ${y}L${toX} ${toY}${wing(1)}M${toX} ${toY}${wing(-1)}`;
}

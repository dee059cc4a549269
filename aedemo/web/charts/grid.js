// Numbers too many for bars, as a grid of cells.

/**
 * Which number each cell of a grid shows, and how many columns it has: maps side by side, or plain
 * rows.
 * @param {number[]} shape - (count, height, width) of maps, or (size)
 * @param {number} size
 * @returns {[number[], number]}
 */
export function grid(shape, size) {
  if (shape.length !== 3) return [Array.from({ length: size }, (_, at) => at), widest(size)];
  const [count, height, width] = shape;
  const across = widest(count);
  const columns = across * width;
  const order = Array.from({ length: size }, (_, cell) => {
    const [row, column] = [Math.floor(cell / columns), cell % columns];
    const map = Math.floor(row / height) * across + Math.floor(column / width);
    return map * height * width + (row % height) * width + (column % width);
  });
  return [order, columns];
}

/**
 * How deep the colour of a number is: its root, so that a unit that fires weakly is seen beside one
 * that fires strongly.
 * @param {number} share - of the scale, from -1 to 1
 * @returns {number}
 */
export const deepened = (share) => Math.sign(share) * Math.sqrt(Math.abs(share));

// The least divisor that makes a grid no higher than wide.
function widest(size) {
  let columns = Math.ceil(Math.sqrt(size));
  while (size % columns) columns++;
  return columns;
}

// Two things measured on the same draws, compared draw by draw: what the draws have in common falls
// out of the difference, and out of its spread.

/**
 * By how much one is above the other: mean and standard deviation of the differences.
 * @param {number[]} one - a value for each draw, of at least two
 * @param {number[]} other - of the same draws
 */
export function ahead(one, other) {
  const differences = one.map((value, draw) => value - other[draw]);
  const mean = sum(differences) / differences.length;
  const squares = differences.map((value) => (value - mean) ** 2);
  return { mean, std: Math.sqrt(sum(squares) / (differences.length - 1)) };
}

/** @param {number[]} values */
const sum = (values) => values.reduce((a, b) => a + b, 0);

// Two histograms over one axis, one upwards and one downwards.

/**
 * The outlines, as paths in a square of 100 whose axis is its middle; both have one scale.
 * @param {number[]} above - shares of as many bins of equal width as `below` has
 * @param {number[]} below
 * @returns {[string, string]}
 */
export function mirrored(above, below) {
  const scale = 48 / Math.max(1e-9, ...above, ...below);
  const outline = (bins, up) =>
    bins.reduce(
      (d, share, at) => `${d}V${50 - up * scale * share}H${(100 * (at + 1)) / bins.length}`,
      "M0 50",
    ) + "V50z";
  return [outline(above, 1), outline(below, -1)];
}

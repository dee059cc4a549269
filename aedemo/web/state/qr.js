// A link as a QR code: what nobody can type, a phone reads off the wall.

// Fetched when a code is asked for. Packed modules are told where they lie (aedemo/pack.py).
const LIBRARY = new URL("../vendor/qr/index.js", import.meta.url).href;
const LEVELS = ["low", "medium", "quartile", "high"]; // of error correction
const QUIET = 4; // modules of white around, as the standard asks
// Characters that a code of 97 modules a side holds. In a larger one the modules that are projected get
// too small for the phones in the back rows.
const MOST = 858;

/**
 * The QR code of a link: how many modules a side has with the white around it, and the dark ones as the
 * path of an SVG. It is as small as can be, and of that size the one that bears most damage. Null if the
 * link is too long for phones to read it.
 * @param {string} link
 * @returns {Promise<{ size: number, path: string } | null>}
 */
export async function qr(link) {
  if (link.length > MOST) return null;
  const { encodeQR } = await import(LIBRARY);
  /** @type {boolean[][][]} */
  const codes = LEVELS.map((ecc) => encodeQR(link, "raw", { ecc, border: QUIET }));
  const [{ length: size }] = codes;
  const rows = codes.findLast(({ length }) => length === size) ?? codes[0];
  const dark = rows.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : "")));
  return { size, path: dark.join("") };
}

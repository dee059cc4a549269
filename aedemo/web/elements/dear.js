// What the visitor's connection bears.

/** Whether bytes are dear to the visitor: who saves data, or has a line slower than 3G, is asked first. */
export function dear() {
  const { saveData, effectiveType } = /** @type {any} */ (navigator).connection ?? {};
  return Boolean(saveData) || ["slow-2g", "2g"].includes(effectiveType);
}

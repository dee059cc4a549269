// What is wrong with a value, in a sentence that names the field and its range.

/**
 * @param {{ text: (key: string, values?: Record<string, unknown>) => string }} element
 * @param {import("../../state/lab/description.js").Wrong} wrong
 */
export function sentence(element, { name, field, rule, values: amounts }) {
  if (rule) return element.text(rule, amounts);
  if (!field) return element.text("wrong_name", { name });
  const { kind, least, most, step, fewest = 0, limit, values } = field;
  const said = { field: element.text(/** @type {string} */ (field.label)), least, most, fewest, limit };
  if (kind === "drawings") return element.text("wrong_drawings", said);
  if (kind === "sizes") return element.text("wrong_sizes", said);
  if (kind === "number") return element.text(Number.isInteger(step) ? "wrong_whole" : "wrong_number", said);
  return element.text("wrong_choice", { ...said, values: (values ?? [true, false]).join(", ") });
}

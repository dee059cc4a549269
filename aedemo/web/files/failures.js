// What went wrong, by its cause: each is a sentence, `failed_KIND`, of facts/texts/failures.json, or of
// pictures.json if it went wrong with a picture of the visitor's own.

/**
 * @typedef {"missing" | "unreachable" | "damaged" | "memory" | "feature" | "worker" | "syntax" | "other"} General
 * @typedef {"empty_file" | "unreadable" | "not_image" | "format" | "svg" | "pdf" | "broken" | "undecoded" | "disturbed"} Unopened
 * @typedef {"too_heavy" | "too_large" | "too_small" | "costly" | "output"} Unfit
 * @typedef {General | Unopened | Unfit} Kind
 */

/** A failure whose cause is known; `values` are those in its sentence. */
export class Failure extends Error {
  /**
   * @param {Kind} kind
   * @param {Record<string, unknown>} values
   * @param {unknown} [cause]
   */
  constructor(kind, values, cause) {
    super(`${kind}: ${Object.values(values).join(", ")}`, { cause });
    this.kind = kind;
    this.values = values;
  }
}

/**
 * What went wrong, each cause once with all its files. Several things may have, in an AggregateError.
 * @param {any} error
 * @returns {{ kind: Kind, values: Record<string, unknown> }[]}
 */
export function causes(error) {
  /** @type {Map<string, { kind: Kind, values: Record<string, unknown> }>} */
  const found = new Map();
  for (const each of error instanceof AggregateError ? error.errors : [error]) {
    const { kind, values } =
      each instanceof Failure ? each : new Failure("other", { message: each?.message ?? each });
    const { file, ...rest } = values;
    const same = found.get(JSON.stringify([kind, rest]));
    if (same && file) same.values = { ...rest, file: `${same.values.file}, ${file}` };
    else found.set(JSON.stringify([kind, rest]), { kind, values });
  }
  return [...found.values()];
}

/**
 * Refuses to go on without something that browsers have had for years.
 * @param {string} feature - a name in the global scope
 * @throws {Failure} if the browser has none
 */
export function needs(feature) {
  if (!(feature in globalThis)) throw new Failure("feature", { feature });
}

// Elements that cannot be there, since a file of theirs is lost: in their place stands what went
// wrong, and a way to try again. The others are not touched by it.

import { Failure } from "../files/failures.js";
import { nameOf } from "../files/places.js";
import { Element } from "./element.js";

const CODE = /\.(js|json)$/;

/**
 * @param {string[]} names - of elements, of which those are meant that are not defined
 * @param {Error} error - of the import that should have defined them
 * @param {string} file - which was imported
 */
export function broken(names, error, file) {
  const cause = failure(error, file);
  for (const name of names.filter((each) => !customElements.get(each)))
    customElements.define(
      name,
      class extends Element {
        // A module that was lost once stays lost for the page that asked for it.
        start() {
          this.failed(cause, async () => location.reload());
        }
      },
    );
}

function failure(error, file) {
  if (error instanceof SyntaxError) return new Failure("syntax", { message: error.message }, error);
  /** @type {any[]} */
  const asked = performance.getEntriesByType("resource");
  const lost = asked.find(({ name, responseStatus }) => responseStatus >= 400 && CODE.test(name));
  if (!lost) return new Failure("unreachable", { file }, error);
  return new Failure("missing", { file: nameOf(lost.name), status: lost.responseStatus }, error);
}

// What changes many times a second is said once it rests, or those who listen would hear nothing else.

import { write } from "./write.js";

const REST = 700; // milliseconds without a change

/**
 * A function that takes what there is to say, or what finds it out; `node`, which is live and not seen, says it after a rest.
 * @param {() => Element} node
 * @returns {(words: string | (() => string)) => void}
 */
export function afterRest(node) {
  let resting;
  return (words) => {
    clearTimeout(resting);
    resting = setTimeout(() => write(node(), typeof words === "string" ? words : words()), REST);
  };
}

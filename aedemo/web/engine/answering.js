// The worker's side of client.js. Each message asks for something: {id, ask, what}; the answer is {id, answer} or
// {id, error}, and what is to be seen on the way {id, view}.

/**
 * @typedef {(what: any, show: (view: any) => void) => any} Answer
 */

/**
 * Answers what the worker is asked.
 * @param {(ask: string) => Answer} answers
 * @param {(answer: any) => Transferable[]} [given] - what of an answer is given away, not copied
 */
export function answering(answers, given = () => []) {
  const { postMessage } = /** @type {any} */ (globalThis);
  globalThis.onmessage = async ({ data: { id, ask, what } }) => {
    try {
      const answer = await answers(ask)(what, (view) => postMessage({ id, view }));
      postMessage({ id, answer }, given(answer));
    } catch (error) {
      const { name, message, kind, values } = /** @type {any} */ (error);
      postMessage({ id, error: { name, message, kind, values } });
    }
  };
}

// What of a page of a lesson, and of its test, goes on paper, as HTML: what is asked with room for answers, or
// with the answers.

import { unpack } from "../../data/drawing.js";
import { gallery, SIDE } from "../../data/digits.js";
import { LEVELS } from "../../data/strokes.js";
import { DRAWINGS } from "../../state/address.js";

/** @typedef {(key: string, values?: Record<string, unknown>) => string} Say */

const NUMBER = /<span class="number" data-value="(\w+)"><\/span>/g;
const MEASURED = ["least", "most", "as", "below"]; // in what a task wants: a number is read off

/** @type {(words: string, more?: string) => string} */
const blank = (words, more = "") => `<p class="fill">${words}<i></i>${more}</p>`;

/** @param {string} words */
const label = (words) => `<p class="label">${words}</p>`;

/**
 * A page that asks something; "" for one that does not.
 * @param {any} page - as aedemo/course.py has it
 * @param {number} at - its place in the lesson
 * @param {boolean} solved - whether the answers are given
 * @param {Say} say
 */
export async function leaf(page, at, solved, say) {
  const { title, question, done } = page;
  if (!question && !done) return "";
  // Numbers that the page tells, of the student's own drawing most of them.
  const parts = [question && asked(page, solved, say), done && (await wanted(page, solved, say))];
  const html = parts.filter(Boolean).join("");
  const told = html.replace(NUMBER, (_, name) => (name === question?.right && question.on_paper) || "…");
  return `<section class="leaf"><h4>${at + 1}. ${title}</h4>${told}</section>`;
}

/** @type {(page: any, solved: boolean, say: Say) => string} */
function asked({ question, choices: given, said }, solved, say) {
  const { least, most, right, on_paper } = question;
  const fixed = `<p><b>${on_paper ?? say("paper_depends")}</b></p>`;
  const number = solved ? fixed : blank(say("paper_guess", { least, most }));
  const room = blank(say("paper_came")) + blank("");
  return `<div class="part">${said.question}${least === undefined ? choices(given, solved && right) : number}</div>
    <div class="part">${solved ? said.revealed : room}</div>`;
}

/** @type {(page: any, solved: boolean, say: Say) => Promise<string>} */
async function wanted({ said, done, solution = {} }, solved, say) {
  const drawings = Object.entries(solution.state ?? {}).filter(([name]) => DRAWINGS.includes(name));
  const frames = await Promise.all(drawings.map(([, drawing]) => frame(solved ? drawing : "")));
  const isMeasured = done.some((/** @type {object} */ wish) => MEASURED.some((key) => key in wish));
  const number = isMeasured ? `<span>${say("paper_read")}</span><i></i>` : "";
  const room = blank(say("paper_did")) + blank("", number);
  return `<div class="part task"><div>${label(say("course_task"))}${said.task}
    ${solved ? label(say("course_worked")) + said.answer : room}</div>${frames.join("")}</div>`;
}

/**
 * The test at the end of a lesson.
 * @param {any} page
 * @param {number} at
 * @param {any[]} quiz
 * @param {boolean} solved
 */
export const examined = ({ title }, at, quiz, solved) => `
  <section class="leaf test"><h4>${at + 1}. ${title}</h4><ol>
    ${quiz
      .map(
        ({ question, choices: given, right, why }) =>
          `<li>${question}${choices(given, solved && right)}${solved ? `<div class="why">${why}</div>` : ""}</li>`,
      )
      .join("")}
  </ol></section>`;

/**
 * @param {string[]} given
 * @param {number | false} right - from 1 on
 */
function choices(given, right) {
  const items = given.map((choice, at) => {
    const so = right === at + 1;
    return `<li${so ? ' class="right"' : ""}><span class="box">${so ? "☑" : "☐"}</span><div>${choice}</div></li>`;
  });
  return `<ul class="choices">${items.join("")}</ul>`;
}

/**
 * A frame to draw in, pixel by pixel, or with a drawing in it: ink on white, as a pencil has it.
 * @param {string} drawing - as text, "" for none
 */
async function frame(drawing) {
  const pixels = drawing ? await pixelsOf(drawing) : [];
  const ink = [...pixels].map((level, at) =>
    level ? `<path d="M${at % SIDE} ${Math.floor(at / SIDE)}h1v1h-1z" fill-opacity="${level}" />` : "",
  );
  const grid = Array.from({ length: SIDE + 1 }, (_, at) => `M0 ${at}h${SIDE}M${at} 0v${SIDE}`);
  return `<svg class="frame" viewBox="-.1 -.1 ${SIDE + 0.2} ${SIDE + 0.2}" aria-hidden="true">
    ${ink.join("")}<path class="grid" d="${grid.join("")}" /></svg>`;
}

/**
 * A drawing of a worked answer: one of the gallery's digits, or ink alone.
 * @param {string} drawing
 * @returns {Promise<ArrayLike<number> & Iterable<number>>}
 * @throws {Error} if it is neither
 */
async function pixelsOf(drawing) {
  const digit = (await gallery()).find(({ index }) => drawing === `t${index}`);
  const ink = digit ? null : await unpack(drawing.replace(/^\./, ""));
  if (!digit && !ink) throw new Error(`There is no drawing ${drawing}.`);
  return digit?.pixels ?? Array.from(/** @type {Uint8Array} */ (ink), (level) => level / LEVELS);
}

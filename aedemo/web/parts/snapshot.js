// What a tab shows as a PNG, to put on a slide: everything that is painted in it where it stands, under its
// name and its settings, above the link that leads back. Nothing is asked of the server.

import { around, closer, lines, SCALE, sheet } from "../state/snapshot.js";
import { ground, marksOf } from "./marks.js";

// What can only be pressed shows nothing, unless it is one of several choices or a layer of the network;
// settings are said in words.
const LEFT_OUT = `ae-actions, ae-path, ae-picker, .lesson, .controls, .tools, .hint, .status, .unread, .lacking,
  .block:has(> .gallery), [data-testid="block-label"], .icon-wrap, .empty, .presets, :has(+ .presets),
  details:not([open]), style, script, select, input, textarea, button:not(:has(canvas), [aria-pressed], .funnel *)`;
const LEAST = 480; // pixels of width, so that the link takes few lines
const TITLE = 20; // pixels of the letters
const SMALL = 13;
const LINE = 1.5; // of its letters

/**
 * @param {HTMLElement} root
 * @param {string} title
 * @param {string} words - below it
 * @param {string} link
 * @returns {Promise<Blob>}
 */
export async function snapshot(root, title, words, link) {
  const marks = [...marksOf(root, LEFT_OUT)];
  const rise = closer(marks.map((mark) => mark.box));
  const risen = ({ box: { left, top, right, bottom } }, at) => ({
    left,
    top: top - rise[at],
    right,
    bottom: bottom - rise[at],
  });
  const box = around(marks.map(risen), LEAST);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  const { color, fontFamily } = getComputedStyle(root);
  const letters = (size, weight) => `${weight} ${size}px ${fontFamily}`;
  context.font = letters(SMALL, 400);
  const [above, below] = [words, link].map((text) =>
    lines(text, box.right - box.left, (part) => context.measureText(part).width),
  );
  const { width, height, margin, foot, moved } = sheet(
    box,
    LINE * (TITLE + SMALL * above.length),
    LINE * SMALL * below.length,
  );
  Object.assign(canvas, { width: SCALE * width, height: SCALE * height });
  context.scale(SCALE, SCALE);
  context.fillStyle = ground(root);
  context.fillRect(0, 0, width, height);

  for (const [at, mark] of marks.entries()) {
    context.save();
    context.translate(moved[0], moved[1] - rise[at]);
    await mark.paint(context);
    context.restore();
  }

  context.fillStyle = color;
  context.textBaseline = "top";
  context.font = letters(TITLE, 600);
  context.fillText(title, margin, margin);
  context.font = letters(SMALL, 400);
  const write = (text, top) =>
    text.forEach((line, row) => context.fillText(line, margin, top + row * LINE * SMALL));
  write(above, margin + LINE * TITLE);
  write(below, foot);
  return new Promise((resolve) => canvas.toBlob(resolve));
}

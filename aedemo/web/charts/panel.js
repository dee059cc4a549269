// A frame with an SVG stretched over it, and words and marks on top.

/** The style sheet of the panels. */
export const PANEL = new URL("panel.css", import.meta.url);

/**
 * A panel, as HTML.
 * @param {object} parts
 * @param {string} [parts.kind] - a class of its own
 * @param {string} parts.svg - attributes of the SVG that say what it shows, or that it is hidden
 * @param {string} parts.shapes - in the SVG, a square of 100
 * @param {string} parts.words - on top of it
 */
export const panel = ({ kind = "", svg, shapes, words }) => `
  <div class="panel ${kind}">
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" ${svg}>${shapes}</svg>
    ${words}
  </div>`;

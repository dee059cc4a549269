// The formulas of a lesson, on both pages, and the code beside them.

// One that is wider than its column is scrolled: by keys, too, and only then a stop of them.
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries)
    if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
    else target.removeAttribute("tabindex");
});

/**
 * Has those formulas of a lesson, and that code, reached by keys that are wider than their column, for as
 * long as they are.
 * @param {Element} lesson
 */
export function reachFormulas(lesson) {
  for (const formula of lesson.querySelectorAll(".formula, .source pre")) sizes.observe(formula);
}

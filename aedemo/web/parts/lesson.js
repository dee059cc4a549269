// The lesson of a tab, on the page without a server.

import { language, onLanguage } from "../elements/language.js";
import { seen } from "../elements/seen.js";
import { fetchJson } from "../files/fetch.js";
import { lessonFile } from "../files/places.js";
import { reachFormulas } from "./formulas.js";

/**
 * A place for the lesson of a tab, which comes once the tab is open. One that cannot be had is missing:
 * the tab works without it.
 * @param {string} tab
 */
export function lesson(tab) {
  const article = document.createElement("article");
  article.className = "lesson";
  const load = async () => {
    await seen(article);
    const texts = await fetchJson(lessonFile(tab));
    const show = () => {
      article.innerHTML = texts[language()];
      reachFormulas(article);
    };
    onLanguage(show);
    show();
  };
  load().catch(() => article.remove());
  return article;
}

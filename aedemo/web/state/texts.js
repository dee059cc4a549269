// Texts in two languages: those of the site and of what several tabs share. Each tab has its own.

import shared from "../../facts/texts/shared.json" with { type: "json" };
import site from "../../facts/texts/site.json" with { type: "json" };
import { LABELS as VARIANTS } from "../data/variants.js";
import { LABELS as TABS } from "./tabs.js";

const COMMON = { ...site, ...shared, ...VARIANTS, ...TABS };

// The language, "en" or "zh", of a tag such as "zh-CN".
export const languageOf = (tag) => (tag?.startsWith("zh") ? "zh" : "en");

// The text called `key`, of some texts or of all tabs, with its {name}s filled in.
export function translate(texts, language, key, values = {}) {
  const text = (texts[key] ?? COMMON[key])?.[language];
  if (text === undefined) throw new Error(`There is no text called ${key}.`);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

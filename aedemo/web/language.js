// The language of the page: a switch, ?lang=, or the browser's, in this order.

const CHANGED = "aedemo-language";
const texts = fetch(new URL("texts.json", import.meta.url)).then((response) => response.json());

// The language now, "en" or "zh".
export function language() {
  return document.documentElement.lang.startsWith("zh") ? "zh" : "en";
}

export function setLanguage(chosen) {
  document.documentElement.lang = chosen === "zh" ? "zh-CN" : "en";
  document.dispatchEvent(new Event(CHANGED));
}

// Calls back when the language changes; returns the function that ends it.
export function onLanguage(callback) {
  document.addEventListener(CHANGED, callback);
  return () => document.removeEventListener(CHANGED, callback);
}

// A promise of the function (key, values) → text in the language now; {name} is filled in.
export async function translator() {
  const all = await texts;
  return (key, values = {}) => {
    const text = all[key]?.[language()];
    if (text === undefined) throw new Error(`There is no text called ${key}.`);
    return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };
}

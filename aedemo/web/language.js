// The language of the page: a switch, ?lang=, or the browser's, in this order.

const CHANGED = "aedemo-language";
const texts = fetch(new URL("texts.json", import.meta.url)).then((response) => response.json());

// The language, "en" or "zh", of an element: that of the nearest `lang` around it.
export function language(element = document.documentElement) {
  const around = element.closest("[lang]");
  const { host } = element.getRootNode();
  if (!around && host) return language(host);
  return around?.lang.startsWith("zh") ? "zh" : "en";
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

// A promise of the function (element, key, values) → text in the element's language now; {name} is
// filled in.
export async function translator() {
  const all = await texts;
  return (element, key, values = {}) => {
    const text = all[key]?.[language(element)];
    if (text === undefined) throw new Error(`There is no text called ${key}.`);
    return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };
}

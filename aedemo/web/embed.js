// A page shown alone in a frame tells the page around it how high it is.

import { embedded } from "./address.js";

export function tellHeight(content) {
  if (!embedded() || parent === window) return;
  const tell = () => {
    const height = Math.ceil(content.getBoundingClientRect().height);
    parent.postMessage({ aedemo: { height } }, "*");
  };
  new ResizeObserver(tell).observe(content);
}

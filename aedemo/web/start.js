// Before any module runs: the language of the page, whether it shows one tab alone or is presented, and
// a sentence if a file is lost that nothing works without. A plain script that needs no other file and no
// current browser: Python (aedemo/page.py) writes what it has to know into its attributes. Where
// modules come packed it asks for the files, too: those that are needed first. What Gradio's buttons
// call is the module site.js; `aedemo` is the promise of it.

(() => {
  // What the address says, also if it was spoiled on its way (state/address.js reads all of it).
  function said(name) {
    let address = location.search + location.hash;
    try {
      while (/%(?:25|26|3D|3F)/i.test(address)) address = decodeURIComponent(address);
    } catch {
      // cut within a character: what can be read is
    }
    const [, value] = new RegExp(`[?&#](?:amp;|#38;)*${name}=([\\w-]+)`, "i").exec(address) || [];
    return value;
  }

  const script = document.currentScript;
  const [languages, texts] = [script.dataset.languages, script.dataset.texts].map((json) => JSON.parse(json));
  const page = document.documentElement;
  const wanted = said("lang") || navigator.language;
  const spoken = languages.find(({ code }) => wanted.startsWith(code)) || languages[0];
  // The browser's own translation rewrites `lang`, and so does Gradio: what is shown follows ours.
  page.dataset.language = spoken.code;
  page.lang = spoken.tag;
  page.classList.toggle("embedded", said("embed") === "1");
  page.classList.toggle("present", said("present") === "1");
  page.classList.toggle("lessonless", said("lesson") === "0");
  let walked = false; // whether the path of the first visit was put away (parts/path.js)
  try {
    walked = localStorage.getItem("aedemo-path") !== null;
  } catch {
    // A sandboxed frame keeps nothing.
  }
  // Whoever is set a task is not led elsewhere.
  const tasked = /[?&#;](?:ask|goal|locked|covered)=/i.test(location.search + location.hash);
  page.classList.toggle("unguided", walked || tasked || said("embed") === "1");

  // The site's files lie below the address that the visitor sees, with the path a proxy may have put
  // before it; in a page elsewhere that holds the site as <gradio-app>, below that element's.
  const app = document.querySelector("gradio-app[src]");
  const site = new URL(app ? app.getAttribute("src") : "", location.href);
  if (script.dataset.base) site.pathname = site.pathname.replace(/\/*$/, "/");
  const root = new URL(script.dataset.base || ".", site).href;
  const web = `${root}web/`;

  /** @type {Set<string>} */
  const lost = new Set(); // addresses of files that a tag asked for in vain
  addEventListener(
    "error",
    ({ target, error }) => {
      const { rel, href, src = href } = /** @type {any} */ (target);
      const waits = document.querySelector("main > .waiting"); // for the script of the plain page
      if (target === window ? !waits || !error : !(src || "").startsWith(web)) return;
      if (src) lost.add(src);
      if (rel !== "modulepreload") fail(error);
    },
    true,
  );

  // What the page cannot do without, if the browser lacks it.
  const lacking = [
    ["custom elements", "customElements" in window],
    ["shadow DOM", "attachShadow" in Element.prototype],
    ["adopted style sheets", "adoptedStyleSheets" in Document.prototype],
  ].filter(([, there]) => !there);

  // The sentence for what went wrong: the key of a text, and the values in it.
  function cause(error) {
    for (const { name, responseStatus: status } of /** @type {any[]} */ (
      performance.getEntriesByType("resource")
    ))
      if (status >= 400 && name.startsWith(root))
        return ["missing", { file: name.slice(root.length), status }];
    const file = [...lost].map((address) => address.slice(root.length)).join(", ") || "web/site.js";
    if (lacking.length) return ["feature", { feature: lacking[0][0] }];
    if (location.protocol === "file:") return ["local", {}];
    if (error instanceof SyntaxError) return ["syntax", { message: error.message }];
    if (error && !(error instanceof TypeError)) return ["other", { message: error.message }];
    return ["unreachable", { file }];
  }

  const box = document.createElement("div");
  function fail(error) {
    if (box.isConnected) return;
    if (!document.body) return void addEventListener("DOMContentLoaded", () => fail(error));
    const [kind, values] = cause(error);
    const sentence = document.createElement("p");
    const again = document.createElement("button");
    // Reloading keeps the address; a module that was lost once stays lost for the page that asked.
    again.onclick = () => location.reload();
    const say = () => {
      const language = page.dataset.language;
      const fill = (text) => text[language].replace(/\{(\w+)\}/g, (_, name) => values[name]);
      sentence.textContent = fill(texts[`failed_${kind}`]);
      again.textContent = fill(texts.try_again);
    };
    say();
    document.addEventListener("aedemo-language", say);
    box.setAttribute("role", "alert");
    box.className = "lost";
    // Set one by one, since the sheet may be what is lost and a strict page allows no inline style.
    Object.assign(box.style, {
      margin: "16px",
      padding: "8px 14px",
      borderLeft: "4px solid #c2410c",
      font: "15px/1.5 system-ui, sans-serif",
      color: "CanvasText",
      background: "Canvas",
      direction: "ltr",
      textAlign: "start",
    });
    Object.assign(again.style, {
      font: "inherit",
      minHeight: "44px",
      padding: "6px 14px",
      cursor: "pointer",
    });
    box.append(sentence, again);
    document.body.prepend(box);
  }

  const add = (properties) => document.head.append(Object.assign(document.createElement("link"), properties));
  // What is needed first, at once and not one after the other as each is found in the last.
  function preload(page) {
    const known = (name) => JSON.parse(script.dataset[name]);
    const named = (name, names) => (names.includes(said(name)) ? said(name) : names[0]);
    const tab = named("tab", known("tabs"));
    for (const module of ["pack", page, `tabs/${tab}/${tab}`])
      add({ rel: "modulepreload", href: `${web}${module}.js` });
    if (tab !== "draw") return;
    const variant = named("variant", known("variants"));
    for (const file of known("drawn"))
      add({ rel: "preload", as: "fetch", crossOrigin: "", href: root + file.replace("{variant}", variant) });
  }

  if (lacking.length) fail();
  else if (script.dataset.base) {
    preload("site");
    // In the page that the site sends this runs before there is a body, which site.js adds to.
    const parsed = document.body || new Promise((done) => addEventListener("DOMContentLoaded", done));
    /** @type {any} */ (window).aedemo = Promise.resolve(parsed).then(() => import(`${web}site.js`));
    /** @type {any} */ (window).aedemo.catch(fail);
  } else if (script.dataset.tabs) preload("standalone");
})();

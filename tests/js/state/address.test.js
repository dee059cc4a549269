import assert from "node:assert/strict";
import test from "node:test";

import { about, foreign, parse, rewrite, tabIn, write } from "../../../aedemo/web/state/address.js";
import { read, SETTINGS } from "../../../aedemo/web/state/settings.js";
import { doors } from "../../../aedemo/web/state/tabs.js";

const TABS = doors().flatMap(({ tabs }) => tabs);
const BASE = "https://example.org/course/?old=1#part";

test("what is written is what is read", () => {
  for (const tab of TABS) {
    const starts = Object.fromEntries(
      Object.entries(SETTINGS[tab]).map(([name, { start }]) => [name, String(start)]),
    );
    const link = new URL(write(BASE, tab, "zh", starts));
    const said = parse(link.search);
    assert.deepEqual(said, { tab, lang: "zh", ...starts });
    assert.equal(tabIn(said, TABS), tab);
    assert.deepEqual(read(SETTINGS[tab], about(tab, said, TABS)).unread, []);
  }
});

test("the address stays but for the query", () => {
  const link = write(BASE, "draw", "en", { digit: ".A-_z" }, { embed: "1" });
  assert.equal(link, "https://example.org/course/?tab=draw&lang=en&embed=1&digit=.A-_z#part");
});

test("any text of others comes back as it was", () => {
  for (const text of ["", "a&b=c", "1,2", "é 编码 💣", "<b>", "100%", "+", "a b", "https://a.b/?tab=c&d=e"])
    assert.equal(parse(new URL(write(BASE, "draw", "en", {}, { theirs: text })).search).theirs, text);
});

const LINK = {
  tab: "denoise",
  lang: "en",
  kind: "masking",
  level: "0.6",
  seed: "7",
  digit: "t3",
};
const QUERY = String(new URLSearchParams(LINK));
const invisible = "\u200b\ufeff\u00ad\u2060\u202e";

test("what happens to links on their way is undone", () => {
  const spoilt = {
    "& as HTML": QUERY.replaceAll("&", "&amp;"),
    "& as HTML twice": QUERY.replaceAll("&", "&amp;amp;"),
    "& as HTML by its number": QUERY.replaceAll("&", "&#38;"),
    "& as HTML, encoded": QUERY.replaceAll("&", "&amp%3B"),
    "all encoded": encodeURIComponent(QUERY),
    "all encoded twice": encodeURIComponent(encodeURIComponent(QUERY)),
    "all encoded as HTML": encodeURIComponent(QUERY.replaceAll("&", "&amp;")),
    "encoded from the second on": QUERY.replace("denoise&", "denoise%26").replaceAll("&", "%26"),
    "values encoded twice": QUERY.replace("0.6", "0%252E6").replace("t3", "t%2533"),
    "lines of a mail": QUERY.replace("masking", "mask%0D%0A%20ing").replace("seed", "%0Aseed"),
    "what nobody sees": QUERY.replace("masking", `mask${invisible}ing`).replace("kind", `${invisible}kind`),
    "quoted-printable": QUERY.replaceAll("=", "=3D"),
    "the end of a sentence": `${QUERY}).`,
    "an angle bracket": `${QUERY}>`,
    "full width": QUERY.replace("0.6", "０．６").replace("seed=7", "seed=７"),
    "capitals in names": QUERY.replace("tab", "Tab").replace("kind", "KIND"),
    "a + for nothing": QUERY.replace("0.6", "+0.6"),
    "another ? after it": `${QUERY}?utm_source=mail`,
    "said again": `${QUERY}&lang=zh&tab=draw&level=0.1`,
  };
  for (const [what, text] of Object.entries(spoilt)) {
    const said = parse(`?${text}`);
    delete said.utm_source;
    assert.deepEqual(said, LINK, what);
  }
  assert.deepEqual(parse(`#${QUERY}`), LINK);
  assert.deepEqual(parse(`?${QUERY}#level=1&part`), { ...LINK, part: "" });
  assert.deepEqual(parse("#tab"), {}, "an anchor of a page");
  assert.deepEqual(parse("?outputpadding=1&shown=vae, dense"), {
    outputPadding: "1",
    shown: "vae,dense",
  });
});

test("what others add is left alone, in the address too", () => {
  const theirs = "utm_source=a%26tab%3Ddraw&fbclid=x&__theme=dark&next=%2Fa%3Fb%3Dc";
  const said = parse(`?${theirs}&${QUERY}`);
  assert.equal(said.tab, "denoise");
  assert.equal(said.next, "/a?b=c");
  const page = new URL(
    rewrite(`https://a.b/c/?${theirs}&${QUERY}&embed=1#part`, "map", {
      turn: "7",
    }),
  );
  assert.deepEqual(Object.fromEntries(page.searchParams), {
    ...Object.fromEntries(new URLSearchParams(theirs)),
    ...{ tab: "map", lang: "en", embed: "1", turn: "7" },
  });
  assert.deepEqual([page.origin, page.pathname, page.hash], ["https://a.b", "/c/", "#part"]);
  assert.equal(rewrite("https://a.b/#tab=draw&lang=zh", "map", {}), "https://a.b/?tab=map&lang=zh");
});

test("settings of other tabs are known as such, what is nobody's is not", () => {
  const said = parse("?tab=draw&variant=vae&level=1&utm_source=x&lang=en&digit=t1");
  assert.deepEqual(foreign(said, ["variant", "centring", "digit"]), ["level"]);
});

test("a tab that is not there is none; without one it is the first", () => {
  assert.equal(tabIn({}, TABS), TABS[0]);
  for (const tab of ["admin", "", "__proto__", "Draw"]) assert.equal(tabIn({ tab }, TABS), undefined);
});

test("an address is about the tab it names; what names none that is there, about the first", () => {
  const said = { tab: "denoise", level: "0.5" };
  assert.deepEqual(about("denoise", said, TABS), said);
  assert.deepEqual(about("draw", said, TABS), {});
  for (const tab of [undefined, "admin"]) {
    const lost = { ...(tab && { tab }), digit: "t1" };
    assert.deepEqual(about(TABS[0], lost, TABS), lost);
    assert.deepEqual(about(TABS[1], lost, TABS), {});
  }
});

test("a link of before a tab left another opens what it speaks of, and both know their own", () => {
  const [photo, kernel] = [{ photo: "rocket" }, { kernel: "4", learned: "2" }];
  const opens = (said, tabs = TABS) => tabIn({ tab: "superres", ...said }, tabs);
  assert.equal(opens({}), "superres");
  assert.equal(opens(photo), "superres");
  assert.equal(opens(kernel), "deconvolution");
  assert.equal(opens({ ...photo, ...kernel }), "superres");
  const said = { tab: "superres", ...photo, ...kernel };
  assert.deepEqual(about("superres", said, TABS), { tab: "superres", ...photo });
  assert.deepEqual(about("deconvolution", said, TABS), { tab: "superres", ...kernel });
  assert.deepEqual(about("draw", said, TABS), {});
});

test("links that were given out keep their meaning", () => {
  const { values, unread } = read(
    SETTINGS.map,
    about("map", parse("?tab=map&lang=en&space=pca&dimensions=3&turn=30&tilt=20&place=1.5,-2,0.25"), TABS),
  );
  assert.deepEqual(values, {
    space: "pca",
    dimensions: 3,
    turn: 30,
    tilt: 20,
    place: [1.5, -2, 0.25],
  });
  assert.deepEqual(unread, []);
});

test("drawings stand where no server sees them, and are read there", () => {
  const page = new URL(
    rewrite("https://a.b/?tab=draw&digit=t3&theirs=1", "draw", {
      variant: "vae",
      digit: ".A",
    }),
  );
  assert.equal(page.search, "?tab=draw&theirs=1&variant=vae");
  assert.deepEqual(parse(page.search + page.hash), {
    tab: "draw",
    theirs: "1",
    variant: "vae",
    digit: ".A",
  });
  assert.equal(rewrite(page.href, "draw", {}), "https://a.b/?tab=draw&theirs=1");
});

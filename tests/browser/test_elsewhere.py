"""Where people run it: behind a proxy, translated by the browser, in strict or mirrored pages."""

import re

import pytest
from playwright.sync_api import expect

from aedemo.page import plain
from aedemo.places import PACKAGE, WEIGHTS
from tests.browser.actions import frames, loaded, shared
from tests.browser.course import Quiet, served
from tests.browser.pictures import wait_until_painted
from tests.browser.proxy import proxied
from tests.conftest import ROOT

OUTPUT = 'ae-draw [data-picture="output"] canvas'
DOCUMENT = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
[FRAMES, ELEMENTS, FOLDER] = re.findall(r"^```\n(\S+-src .*)\n```$", DOCUMENT, re.MULTILINE)
CURRENT = "/gradio_api/aedemo/current"
STRICT = "default-src 'none'"
VIOLATIONS = """window.violations = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
  violations.push([violatedDirective, blockedURI, sample]));"""


@pytest.mark.parametrize("end", ["/", ""], ids=["slash", "no-slash"])
def test_behind_a_proxy_on_a_path(visits, site, end):
    with proxied(site, "/kurs/aedemo") as address:
        visitor = visits(address)
        page = visitor.page
        lost = []
        page.on("response", lambda response: response.status >= 400 and lost.append(response.url))
        page.goto(f"{address}{end}?lang=en&tab=sample&seed=5")
        wait_until_painted(page, "ae-sample canvas")
        visitor.settle()
        assert page.locator(".only-zh").locator("visible=true").count() == 0
        ours = [url for url in visitor.requests if "/gradio_api/aedemo/" in url]
        assert len(ours) > 5
        assert all(url.startswith(f"{address}/gradio_api/aedemo/") for url in ours)
        assert [url for url in lost if "/gradio_api/aedemo/" in url] == []
        link = shared(page)
        assert link.startswith(f"{address}/?tab=sample")
        element = page.locator("ae-share #element").input_value()
        assert f'"{address}/gradio_api/aedemo/current/web/main.js"' in element
        page.goto(link)
        wait_until_painted(page, "ae-sample canvas")
        assert visitor.errors == []


TRANSLATE = """() => {
  document.documentElement.lang = "de";
  document.documentElement.classList.add("translated-ltr");
}"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_browser_that_translates_the_page_leaves_one_language(visit, site, visits, when):
    visitor = visits(site)
    page = visitor.page
    if when == "before":
        page.add_init_script(f"addEventListener('DOMContentLoaded', {TRANSLATE})")
    visitor.go("?lang=zh")
    wait_until_painted(page, OUTPUT)
    visitor.settle()
    page.evaluate(TRANSLATE)
    frames(page)
    assert page.locator(".only-zh").locator("visible=true").count() > 0
    assert page.locator(".only-en").locator("visible=true").count() == 0
    page.locator("ae-draw").get_by_role("button", name="清除").click()
    expect(page.locator("ae-draw .hint")).to_have_text("在这里画")
    page.get_by_label("English").click()
    page.locator("ae-draw").get_by_role("button", name="Clear").wait_for()
    assert page.locator(".only-zh").locator("visible=true").count() == 0
    assert visitor.errors == []


@pytest.fixture
def course(visits, tmp_path):
    """course(body, policy, html): a page of an own origin, its policy, its attributes."""
    with served(tmp_path) as address:

        def open_page(body: str, policy: str = "", html: str = ""):
            meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
            (tmp_path / "index.html").write_text(
                f"<!doctype html><html {html}><head>{meta if policy else ''}</head>"
                f"<body>{body}</body></html>",
                encoding="utf-8",
            )
            visitor = visits(address)
            visitor.page.add_init_script(VIOLATIONS)
            return visitor.go("")

        yield open_page


def named(policy: str, site: str) -> str:
    return f"{STRICT}; {policy.replace('https://SITE', site)}"


def elements(files: str, *names: str) -> str:
    script = f'<script type="module" src="{files}/web/main.js"></script>'
    return script + "".join(f"<ae-{name} controls lang='en'></ae-{name}>" for name in names)


def test_elements_need_no_more_than_the_document_says(course, site):
    names = ["draw", "anomaly", "compare", "labels", "interpolate"]
    visitor = course(elements(f"{site}{CURRENT}", *names), named(ELEMENTS, site))
    page = visitor.page
    wait_until_painted(page, OUTPUT)
    for name in names:
        page.locator(f"ae-{name}").scroll_into_view_if_needed()
    loaded(page)
    assert page.locator("ae-draw ae-pad canvas").bounding_box()["width"] > 200
    ticks = page.locator("ae-anomaly .ticks span")
    places = [tick.bounding_box()["x"] for tick in ticks.all()]
    assert places == sorted(set(places))
    assert page.evaluate("violations") == [] and visitor.errors == []


KIND = """async (file) => {
  const { load } = await import(file);
  return (await load())(0).kind;
}"""
WORKERS, COMPUTING = "worker-src blob: https://SITE", "'wasm-unsafe-eval'"


@pytest.mark.parametrize("kind", ["wasm", "script"])
def test_the_lab_trains_as_fast_as_a_page_allows(course, site, kind):
    assert f"`{WORKERS}`" in DOCUMENT and f"`{COMPUTING}`" in DOCUMENT
    policy = f"{ELEMENTS}; {WORKERS}"
    if kind == "wasm":
        policy = policy.replace("script-src", f"script-src {COMPUTING}")
    visitor = course(elements(f"{site}{CURRENT}", "lab"), named(policy, site))
    page = visitor.page
    expect(page.locator("ae-lab .start")).to_have_text("Start")
    expect(page.locator("ae-lab .start")).to_be_enabled()
    told = page.evaluate("document.querySelector('ae-lab').train(1)")
    assert [each["step"] for each in told] == [1]
    # What the page may do its worker may do, too.
    assert page.evaluate(KIND, f"{site}{CURRENT}/web/engine/kernels/kernels.js") == kind
    assert visitor.errors == []


def test_a_course_page_has_a_preset_of_the_lab_and_asks_for_its_curve(course, site):
    body = elements(f"{site}{CURRENT}", "lab").replace("<ae-lab", "<ae-lab preset='code-size'")
    page = course(body).page
    lab = page.locator("ae-lab")
    expect(lab.locator(".question")).not_to_be_empty()
    expect(lab.locator("[data-seen=runs] tbody tr")).to_have_count(2)
    told = lab.evaluate("lab => lab.train(2)")
    assert [each["step"] for each in told] == [1, 2]
    assert lab.evaluate("lab => lab.description.code") == 2
    expect(lab.locator("[data-seen=filters] canvas")).to_be_visible()


def test_the_lab_trains_in_a_frame_of_another_origin(course, site):
    query = "tab=lab&embed=1&lang=zh&digits=200&batch=50&epochs=1"
    page = course(f"<iframe src='{site}/?{query}' width='800' height='700'></iframe>").page
    inner = page.frame_locator("iframe").locator("ae-lab")
    inner.locator(".start").click()
    expect(inner.locator(".progress")).to_contain_text("4/4")


def test_where_no_worker_may_run_the_lab_says_what_would_allow_it(course, site):
    visitor = course(elements(f"{site}{CURRENT}", "lab"), named(ELEMENTS, site))
    status = visitor.page.locator("ae-lab .status.failed")
    expect(status).to_contain_text(f"worker-src blob: {site}")
    assert status.locator("button").is_enabled()


IMAGES = "img-src https://SITE"


def test_super_resolution_works_in_a_page_of_another_site(course, site):
    assert f"`{IMAGES}`" in DOCUMENT
    policy = named(f"{ELEMENTS}; {WORKERS}; {IMAGES}", site)
    visitor = course(elements(f"{site}{CURRENT}", "superres"), policy)
    element = visitor.page.locator("ae-superres")
    expect(element.locator(".size")).to_have_text("120×96 → 360×288 pixels")
    found = element.evaluate(
        """async (element) => {
          const canvas = new OffscreenCanvas(9, 8);
          canvas.getContext("2d").fillRect(0, 0, 4, 4);
          const { width, height, data } = await element.enlarge(await canvas.convertToBlob(), 4);
          return [width, height, data.length];
        }"""
    )
    assert found == [36, 32, 4 * 36 * 32]
    blocked = {directive for directive, *_ in visitor.page.evaluate("violations")}
    assert blocked <= {"script-src"}, "WebAssembly, without which it is slower"
    assert visitor.errors == []


def test_super_resolution_works_in_a_frame_of_another_origin(course, site):
    query = "tab=superres&embed=1&lang=zh&factor=2"
    page = course(f"<iframe src='{site}/?{query}' width='800' height='700'></iframe>").page
    inner = page.frame_locator("iframe").locator("ae-superres")
    expect(inner.locator(".size")).to_have_text("180×144 → 360×288 像素")


def test_a_frame_needs_no_more_than_the_document_says(course, visit, site):
    snippet = visit("lang=en&tab=draw").page
    loaded(snippet)
    shared(snippet)
    frame = snippet.locator("ae-share #iframe").input_value()
    visitor = course(frame, named(FRAMES, site))
    page = visitor.page
    inner = page.frame_locator("iframe").locator(f"{OUTPUT}:not(.empty)")
    inner.wait_for()
    page.wait_for_function("document.querySelector('iframe').style.height !== ''")
    assert page.evaluate("violations") == [] and visitor.errors == []


def test_the_folder_of_plain_files_runs_under_the_header_of_the_document(visits, tmp_path):
    class Strict(Quiet):
        def end_headers(self):
            self.send_header("Content-Security-Policy", FOLDER)
            super().end_headers()

    for name in ("web", "facts", "data"):
        (tmp_path / name).symlink_to(PACKAGE / name)
    (tmp_path / "weights").symlink_to(WEIGHTS)
    (tmp_path / "index.html").write_text(plain(), encoding="utf-8")
    with served(tmp_path, Strict) as address:
        visitor = visits(address)
        page = visitor.page
        page.add_init_script(VIOLATIONS)
        visitor.go("?lang=en")
        wait_until_painted(page, OUTPUT)
        for group in ("Look inside", "Put to work"):
            visitor.open(group)
            visitor.settle()
        assert page.evaluate("violations") == [] and visitor.errors == []


def test_a_sandboxed_frame_draws_and_shares(course, site):
    with proxied(site, "/aedemo") as address:
        frame = f'src="{address}/?lang=en" width="1000" height="800"'
        visitor = course(f'<iframe sandbox="allow-scripts" {frame}></iframe>')
        inside = visitor.page.frame_locator("iframe")
        inside.locator(f"{OUTPUT}:not(.empty)").wait_for()
        inside.get_by_role("button", name="Share", exact=True).locator("visible=true").click()
        inside.locator('ae-share [data-copy="link"]').click()
        inside.get_by_role("button", name="Selected: copy it now").wait_for()


def test_a_page_from_right_to_left_changes_nothing(course, site):
    """Every element lies as it does in any other page, so that what is pressed is what is shown."""
    names = ["interpolate", "anomaly", "denoise", "map", "draw"]
    lay = """() => [...document.querySelectorAll("body > *")].flatMap((element) => {
      const { left } = element.getBoundingClientRect();
      const all = (root) => [...root.querySelectorAll("*")].flatMap((node) =>
        [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])]);
      const nodes = element.shadowRoot ? all(element.shadowRoot) : [];
      return nodes.filter((node) => node.checkVisibility()).map((node) => {
        const box = node.getBoundingClientRect();
        const { direction } = getComputedStyle(node);
        return [node.localName, Math.round(box.left - left), Math.round(box.width), direction];
      });
    })"""
    seen = []
    for direction in ("ltr", "rtl"):
        visitor = course(elements(f"{site}{CURRENT}", *names), html=f'dir="{direction}"')
        page = visitor.page
        for name in names:  # an element begins once it is in sight
            page.locator(f"ae-{name}").scroll_into_view_if_needed()
            loaded(page)
        wait_until_painted(page, 'ae-interpolate [data-picture="code"] canvas')
        wait_until_painted(page, "ae-map .map canvas")
        visitor.settle()  # what is in sight last goes on to load its family
        seen.append(page.evaluate(lay))
        film = page.locator("ae-interpolate .films")
        film.scroll_into_view_if_needed()
        box = film.bounding_box()
        page.mouse.click(box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2)
        frames(page)
        seen.append(page.locator("ae-interpolate").evaluate("element => element.position > 0.8"))
        assert visitor.errors == []
    assert seen[1] is True and seen[3] is True
    assert seen[0] == seen[2]

"""The lab: trained in the page, from plain files."""

import pytest
from playwright.sync_api import expect

SMALL = "digits=200&batch=50&epochs=2&hidden=16&code=4"
FINISHED = """() => {
  const lab = document.querySelector("ae-lab");
  return lab?.filled && /^\\D*8\\D+8\\b/.test(lab.one(".progress").textContent);
}"""
STEPS = """async (counts) => {
  const lab = document.querySelector("ae-lab");
  let told = [];
  for (const count of counts) told = [...(await lab.train(count))];
  return told;
}"""


def ready(page) -> None:
    """Waits until the lab can be used."""
    page.wait_for_function("""() => {
      const button = document.querySelector("ae-lab")?.shadowRoot?.querySelector(".start");
      return button?.textContent && !button.disabled;
    }""")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_training_from_the_keyboard_is_seen(tab, lang):
    visitor = tab("lab", SMALL, lang=lang, viewport={"width": 390, "height": 844})
    page = visitor.page
    ready(page)
    page.locator("ae-lab .start").focus()
    page.keyboard.press("Enter")
    page.wait_for_function(FINISHED)
    assert page.locator("ae-lab [data-seen=curves] canvas").count() > 0
    assert page.locator("ae-lab [data-seen=filters]").is_visible()
    page.evaluate("document.querySelector('ae-lab').code = 5")  # which begins another run
    page.wait_for_function("""() => {
      const table = document.querySelector("ae-lab").one("[data-seen=runs]");
      return !table.hidden && table.querySelectorAll("tbody tr").length >= 2;
    }""")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visitor.errors == []


def test_start_trains_what_has_not_begun_after_it_too(tab):
    visitor = tab("lab", SMALL)
    page = visitor.page
    ready(page)
    page.evaluate(STEPS, [1])
    lab = page.locator("ae-lab")
    lab.evaluate("lab => (lab.code = 5)")
    lab.evaluate("lab => lab.lookAt(0)")
    lab.locator(".start").press("Enter")
    expect(lab.locator(".runs tbody tr")).to_have_count(2)
    expect(lab.locator(".runs tbody tr", has_text="–")).to_have_count(0)
    assert visitor.errors == []


def test_the_curve_is_the_same_in_one_go_step_by_step_and_from_the_start(tab):
    visitor = tab("lab", SMALL)
    page = visitor.page
    ready(page)
    step_by_step = page.evaluate(STEPS, [1, 2, 5])
    assert [told["step"] for told in step_by_step] == list(range(1, 9))
    page.locator("ae-lab .again").click()
    assert page.evaluate(STEPS, [8]) == step_by_step
    assert visitor.errors == []


def test_what_takes_too_long_is_refused_with_an_offer(tab):
    visitor = tab("lab", "digits=8000&epochs=100&hidden=1024,1024")
    page = visitor.page
    refused = page.locator("ae-lab .refused")
    refused.wait_for()
    assert "120" in refused.inner_text()
    assert page.locator("ae-lab .start").is_disabled()
    assert visitor.errors == []


def test_without_a_connection_it_goes_on(tab):
    visitor = tab("lab", SMALL, own=True)
    page = visitor.page
    ready(page)
    page.locator("ae-lab [data-seen=filters]").wait_for()  # of the network before its first step
    page.context.set_offline(True)
    page.evaluate("document.querySelector('ae-lab').activation = 'tanh'")
    assert len(page.evaluate(STEPS, [8])) == 8
    page.locator("ae-lab .slowly summary").click()
    page.locator("ae-lab .script summary").click()
    expect(page.locator("ae-lab pre")).to_contain_text("nn.Tanh")
    assert visitor.errors == []


def test_the_worker_ends_with_the_element(tab):
    page = tab("lab", SMALL).page
    ready(page)
    page.evaluate(STEPS, [1])
    (worker,) = page.workers
    with worker.expect_event("close"):
        page.evaluate("document.querySelector('ae-lab').remove()")


def test_a_step_in_slow_motion_goes_on_stage_by_stage_from_the_keyboard(tab):
    visitor = tab("lab", SMALL)
    page = visitor.page
    ready(page)
    slowly = page.locator("ae-lab .slowly")
    slowly.locator("summary").press("Enter")
    slowly.locator(".take").press("Enter")
    stages = slowly.locator(".stages > li")
    for come in range(1, stages.count() + 1):
        stages.nth(come - 1).wait_for()
        assert stages.locator("visible=true").count() == come
        if come < stages.count():
            slowly.locator(".next").press("Enter")
    assert slowly.locator(".next").is_hidden()
    update = slowly.locator(".update tr:last-child")
    followed = update.inner_text()
    slowly.locator('[data-of="pixel"]').press("ArrowLeft")
    assert update.inner_text() != followed
    # It is a step like any other.
    told = page.evaluate(STEPS, [1])
    page.locator("ae-lab .again").click()
    assert page.evaluate(STEPS, [2]) == told
    assert visitor.errors == []


def test_own_drawings_are_learned_from_and_a_link_brings_the_same_curve(tab):
    visitor = tab("lab", SMALL)
    page = visitor.page
    ready(page)
    lab = page.locator("ae-lab")
    add = lab.locator(".add")
    page.wait_for_function("!document.querySelector('ae-lab').one('.add').disabled")
    add.click()
    add.click()
    kept = lab.locator(".drawings button")
    kept.nth(1).wait_for()
    kept.nth(0).press("Enter")  # which takes it away
    page.wait_for_function("document.querySelector('ae-lab').own.length === 1")
    told = page.evaluate(STEPS, [8])
    assert lab.evaluate("lab => lab.description.pictures") == "own"
    page.wait_for_function("location.hash.includes('own=')")  # which no server is told
    assert "own=" not in page.evaluate("location.search")
    again = visitor.page.context.new_page()
    again.goto(page.url)
    ready(again)
    assert again.evaluate(STEPS, [8]) == told
    # Drawings outlast a run that does without them.
    lab.evaluate("lab => (lab.preset = 'loss')")
    assert lab.evaluate("lab => lab.own.length") == 1
    lab.locator(".drawings button").first.wait_for(state="hidden")
    lab.evaluate("lab => (lab.pictures = 'own')")
    kept.nth(0).press("Enter")
    page.wait_for_function("document.querySelector('ae-lab').description.pictures === 'digits'")
    assert add.evaluate("button => button.getRootNode().activeElement === button")
    assert visitor.errors == []

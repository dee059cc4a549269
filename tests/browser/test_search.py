"""Search: the nearest digits of the sample, by any feature."""

import pytest
from sklearn.neighbors import NearestNeighbors

from aedemo.data.digits import test_digits as shipped_digits
from aedemo.evaluation.codes import EVERY
from aedemo.evaluation.uses.features import FEATURES
from tests.browser.actions import PHONE, frames, scribble, shared
from tests.browser.features import features_of, sample_features, sample_labels
from tests.browser.pictures import pixels, wait_until_painted

ROWS_CHANGED = """before => [...document.querySelector("ae-search").shadowRoot
  .querySelectorAll('[data-by="pixels"] li button')].map(({ dataset }) => +dataset.row).join()
  !== before.join()"""


def found(page, name: str):
    return page.locator(f'ae-search [data-by="{name}"]')


def rows(page, name: str) -> list[int]:
    """The rows of the sample that are shown as nearest."""
    buttons = found(page, name).locator("li button[data-row]")
    buttons.first.wait_for()
    return [int(row) for row in buttons.evaluate_all("all => all.map((one) => one.dataset.row)")]


def expected(name: str, index: int) -> list[int]:
    """The same, by scikit-learn; a digit is not its own neighbour."""
    search = NearestNeighbors(n_neighbors=11).fit(sample_features(name))
    images = shipped_digits()[0][index : index + 1]
    near = search.kneighbors(features_of(name, images))[1][0]
    return [int(row) for row in near if row * EVERY != index][:10]


def marks(page, name: str) -> list[str]:
    return [text.strip() for text in found(page, name).locator("li .value").all_inner_texts()]


@pytest.mark.parametrize(
    ("index", "names"),
    [(8, FEATURES), (9, ["pixels", "dense"])],
    ids=["in the sample", "not in the sample"],
)
def test_the_nearest_are_those_of_scikit_learn(tab, index, names):
    visitor = tab("search", f"digit=t{index}&shown={','.join(names)}")
    page = visitor.page
    labels, truth = sample_labels(), shipped_digits()[1][index]
    for name in names:
        shown, nearest = rows(page, name), expected(name, index)
        # Two at almost the same distance may change places.
        assert len(set(shown) - set(nearest)) <= 1, name
        signs = [f"{labels[row]} {'✓' if labels[row] == truth else '✗'}" for row in shown]
        assert marks(page, name) == signs
        hits = sum(int(labels[row] == truth) for row in shown)
        outcome = found(page, name).locator(".outcome").inner_text()
        assert outcome.startswith(f"{hits} of these ten are a {truth}, ")
    assert visitor.errors == []


def test_a_neighbour_becomes_what_is_searched_for(tab):
    page = tab("search", "digit=t9&shown=pca-32,dense").page
    second = rows(page, "dense")[1]
    found(page, "dense").locator("li button").nth(1).press("Enter")
    page.locator(f'ae-search [data-row="{second}"]').first.wait_for(state="detached")
    drawn = pixels(page, "ae-search ae-pad canvas") / 255
    assert abs(drawn - shipped_digits()[0][second * EVERY, 0].numpy()).max() < 0.003
    shown = rows(page, "dense")
    assert len(set(shown) - set(expected("dense", second * EVERY))) <= 1
    moved = tab("search", shared(page).partition("?")[2]).page
    assert rows(moved, "dense") == shown
    assert moved.locator("ae-search .found").locator("visible=true").count() == 2


def test_of_a_drawing_no_label_is_known_and_of_an_empty_pad_nothing_is_said(tab):
    visitor = tab("search", **PHONE)
    page = visitor.page
    before = rows(page, "pixels")
    scribble(page, page.locator("ae-search ae-pad canvas"), [(0.3, 0.1), (0.7, 0.2), (0.4, 0.9)])
    page.locator("ae-search .outcome", has_text="The five nearest vote").first.wait_for()
    page.wait_for_function(ROWS_CHANGED, arg=before)
    assert not any("✓" in mark or "✗" in mark for mark in marks(page, "pixels"))
    page.locator("ae-search").get_by_role("button", name="Clear").tap()
    blank = page.locator("ae-search").get_by_text("Draw or pick a digit")
    blank.wait_for()
    assert marks(page, "pixels") == [""] * 10
    page.locator("ae-search").get_by_role("button", name="Pick this 4").first.tap()
    blank.wait_for(state="hidden")
    page.locator("ae-search .outcome", has_text="are a 4, as your digit is").first.wait_for()
    assert visitor.errors == []


def test_what_is_searched_by_is_chosen_and_one_stays(tab):
    visitor = tab("search", "shown=pixels,all&digit=t9")
    page = visitor.page
    page.locator("ae-search > .unread", has_text="left as usual: shown.").wait_for()
    wait_until_painted(page, 'ae-search [data-by="vae"] canvas')
    which = page.get_by_role("toolbar", name="Search by")
    for name in ("pixels", "convolutional", "sparse, KL", "variational"):
        which.get_by_role("button", name=name, exact=True).press("Space")
    found(page, "vae").wait_for(state="hidden")
    last = which.get_by_role("button", name="PCA-32")
    last.press("Enter")
    frames(page)
    assert last.get_attribute("aria-pressed") == "true" and found(page, "pca-32").is_visible()
    which.get_by_role("button", name="variational, 2-D").click()
    assert rows(page, "vae-2d") and visitor.errors == []


def test_measured_figures_stand_beside_each_and_say_who_wins(tab):
    page = tab("search", "shown=pixels,pca-32,convolutional,vae").page
    for name, words in {
        "pixels": "precision at 10: 94.8 %, kNN: 96.9 % (PCA-32 is better by 0.9 points)",
        "pca-32": "precision at 10: 95.7 %, kNN: 97.6 % (the better of the two simple ways)",
        "convolutional": "(precision 0.9 points above PCA-32)",
        "vae": "(PCA-32 is better by 0.6 points)",
    }.items():
        found(page, name).locator(".measured", has_text=words).wait_for()
    winner = page.locator("ae-search .winner").inner_text()
    assert "10,000 test digits against 60,000 training digits, convolutional is" in winner

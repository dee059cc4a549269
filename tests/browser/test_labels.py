"""Few labels: what the page learns, against scikit-learn on the same digits."""

import json

import numpy as np
import pytest
import torch
from playwright.sync_api import expect
from sklearn.linear_model import LogisticRegression

from aedemo import load_model
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.data.pcg32 import Pcg32
from aedemo.evaluation.codes import EVERY
from aedemo.evaluation.uses.features import FEATURES, SIMPLE
from aedemo.evaluation.uses.labels import COPIES, GENERATOR
from aedemo.places import WEIGHTS
from tests.browser.actions import PHONE, frames, idle, scribble, shared
from tests.browser.features import features_of, sample_features, sample_labels
from tests.browser.modules import call
from tests.browser.pictures import pixels

MEASURED = json.loads((WEIGHTS / "uses" / "labels.json").read_text(encoding="utf-8"))
LEARN = """async ({ softmax, features }, name, rows, strength) => {
  const [by, sample] = [await features.feature(name), await features.sample()];
  const numbers = (row) => by.rows.subarray(row * by.size, (row + 1) * by.size);
  const pieces = softmax.learn(
    rows.map(numbers), rows.map(sample.label), softmax.statistics(by), strength);
  let piece;
  do piece = pieces.next(); while (!piece.done);
  const answers = Array.from({ length: by.count }, (_, row) => [
    ...piece.value.probabilities(numbers(row))]);
  return Float64Array.from(answers.flat());
}"""
MODULES = {"softmax": "maths/softmax.js", "features": "data/features.js"}


def draw(count: int, seed: int) -> list[int]:
    """The rows of the sample that the page labels, by turns of each class."""
    order = np.argsort(Pcg32(seed).uniform(len(sample_labels())))
    classes = [order[sample_labels()[order] == digit] for digit in range(10)]
    return [int(classes[at % 10][at // 10]) for at in range(count)]


class Learned:
    """What scikit-learn makes of the same digits, of features shifted and scaled alike."""

    def __init__(self, name: str, examples, labels, strength: float):
        sample = sample_features(name).astype(np.float64)
        self.mean, self.scale = sample.mean(axis=0), np.sqrt(sample.var(axis=0).mean())
        classifier = LogisticRegression(C=strength, tol=1e-6, max_iter=5000)
        self.classifier = classifier.fit(self.scaled(examples), labels)

    def scaled(self, features):
        return (features - self.mean) / self.scale

    def probabilities(self, features):
        return self.classifier.predict_proba(self.scaled(features))

    def accuracy(self, name: str, known: list[int]) -> float:
        """In % of the digits of the sample that are not labelled."""
        rest = np.setdiff1d(np.arange(len(sample_labels())), known)
        features = self.scaled(sample_features(name)[rest])
        return 100 * self.classifier.score(features, sample_labels()[rest])


def samples(name: str, rows: list[int], seed: int) -> np.ndarray:
    """Features of the VAE's posterior samples around rows of the sample, ``COPIES`` of each."""
    model = load_model(GENERATOR)
    mean, log_variance = model.posterior(shipped_digits()[0][::EVERY][rows])
    random, size = Pcg32(seed), mean.shape[1]
    noise = np.stack([random.normal(size) for _ in range(COPIES * len(rows))])
    noise = torch.from_numpy(noise).float().reshape(len(rows), COPIES, size)
    codes = (mean[:, None] + (log_variance[:, None] / 2).exp() * noise).flatten(0, 1)
    return codes.numpy() if name == GENERATOR else features_of(name, model.decode(codes))


def strength(name: str, kind: str, count: int) -> float:
    return MEASURED["features"][name][kind][MEASURED["sizes"].index(count)]["C"]


def cell(page, kind: str, column: str = "live"):
    return page.locator(f'ae-labels [data-kind="{kind}"] .{column}')


def learned(page, kind: str = "plain") -> float:
    """The accuracy in %, when it is there, and all that follows from it is drawn."""
    shown = cell(page, kind).filter(has_text="%")
    shown.wait_for()
    frames(page)
    return float(shown.inner_text().split()[0])


def answers(page) -> np.ndarray:
    """The ten probabilities in %."""
    texts = page.locator("ae-labels .answers .value").all_inner_texts()
    return np.array([float(text.split()[0]) for text in texts])


def test_regression_is_that_of_scikit_learn(blank):
    rows = draw(100, 5)
    for name in ("pixels", "convolutional", "sparse-kl"):
        c, features = strength(name, "plain", 100), sample_features(name)
        found = call(blank, LEARN, name, rows, c, **MODULES).reshape(-1, 10)
        expected = Learned(name, features[rows], sample_labels()[rows], c)
        assert np.abs(found - expected.probabilities(features)).max() < 1e-3, name


@pytest.mark.parametrize(("name", "count"), [("pca-32", 30), (GENERATOR, 10)])
def test_page_learns_and_answers_as_scikit_learn_does(tab, name, count):
    visitor = tab("labels", f"feature={name}&count={count}&seed=3&digit=t9")
    page = visitor.page
    rows = draw(count, 3)
    labels = sample_labels()[rows]
    features = sample_features(name)[rows]
    kind = "codes" if name == GENERATOR else "pictures"
    plain = Learned(name, features, labels, strength(name, "plain", count))
    sampled = Learned(
        name,
        np.concatenate([features, samples(name, rows, 3)]),
        np.concatenate([labels, labels.repeat(COPIES)]),
        strength(name, kind, count),
    )
    rest = len(sample_labels()) - count
    one = 100 / rest + 0.05  # digit that may be decided otherwise, and rounding
    assert learned(page) == pytest.approx(plain.accuracy(name, rows), abs=one)
    assert learned(page, "sampled") == pytest.approx(sampled.accuracy(name, rows), abs=one)
    heads = page.locator("ae-labels thead .live").inner_text()
    assert f"one draw, the {rest:,} other digits" in heads
    query = features_of(name, shipped_digits()[0][9:10])
    assert np.abs(answers(page) - 100 * sampled.probabilities(query)[0]).max() < 0.15
    assert visitor.errors == []


def test_another_choice_interrupts_and_the_link_brings_it_back(tab):
    visitor = tab("labels", "feature=pixels&seed=2")
    page = visitor.page
    page.locator("ae-labels .stage", has_text="Sampling around each digit").wait_for()
    page.locator("ae-labels").get_by_role("combobox", name="Feature").select_option("dense")
    page.locator("ae-labels").get_by_role("combobox", name="Labelled digits").select_option("10")
    page.locator("ae-labels").get_by_label("Add samples").press("Space")
    which = page.get_by_role("toolbar", name="Curves that are shown")
    which.get_by_role("button", name="linear").press("Enter")
    rows = draw(10, 2)
    features = sample_features("dense")[rows]
    expected = Learned("dense", features, sample_labels()[rows], strength("dense", "plain", 10))
    accuracy = learned(page)
    assert accuracy == pytest.approx(expected.accuracy("dense", rows), abs=0.1)
    assert cell(page, "sampled").inner_text() == "–"
    stage = page.locator("ae-labels .stage [role]")
    expect(stage).to_have_text("")
    idle(page)
    assert stage.inner_text() == "" and cell(page, "sampled").inner_text() == "–"
    assert learned(page) == accuracy
    link = shared(page)
    assert "&feature=dense&count=10&seed=2&augmented=false&" in link
    other = tab("labels", link.partition("?")[2]).page
    assert learned(other) == accuracy
    assert other.locator("ae-labels .curves .start", has_text="linear").count() == 1
    page.locator("ae-labels").get_by_role("button", name="Other digits").press("Enter")
    page.locator("ae-labels .task").wait_for()
    assert page.locator("ae-labels").get_by_label("Seed").input_value() != "2"
    assert visitor.errors == []


def test_drawing_changes_the_answer_and_an_empty_pad_has_none(tab):
    visitor = tab("labels", "count=30&feature=dense&augmented=false", **PHONE)
    page = visitor.page
    accuracy = learned(page)
    before = answers(page)
    assert before.sum() == pytest.approx(100, abs=0.6)
    assert page.locator("ae-labels .outcome").inner_text().endswith("the test digit is a 2.")
    scribble(page, page.locator("ae-labels ae-pad canvas"), [(0.5, 0.1), (0.5, 0.5), (0.5, 0.9)])
    page.locator("ae-labels .outcome", has_text="test digit").wait_for(state="detached")
    assert (answers(page) != before).any() and learned(page) == accuracy
    page.locator("ae-labels").get_by_role("button", name="Clear").tap()
    page.locator("ae-labels").get_by_text("Draw or pick a digit").wait_for()
    assert page.locator("ae-labels .answers .value").all_inner_texts() == ["–"] * 10
    page.get_by_role("toolbar", name="Curves that are shown").get_by_role(
        "button", name="contractive"
    ).tap()
    page.locator("ae-labels .curves .start", has_text="contractive").wait_for()
    assert visitor.errors == []


def test_what_it_learns_from_is_shown(tab):
    page = tab("labels", "count=30&seed=7&feature=pca-32").page
    learned(page, "sampled")
    rows = draw(30, 7)
    digits = shipped_digits()[0][::EVERY, 0].numpy()
    shown = pixels(page, 'ae-labels [data-sheet="labelled"] canvas') / 255
    for at, row in enumerate(rows):
        y, x = 28 * (at // 10), 28 * (at % 10)
        assert np.abs(shown[y : y + 28, x : x + 28] - digits[row]).max() < 0.003
    shown = pixels(page, 'ae-labels [data-sheet="sampled"] canvas') / 255
    pictures = samples("pixels", rows[:10], 7).reshape(10, COPIES, 28, 28)
    last = shown[-28:].reshape(28, 10, 28).transpose(1, 0, 2)
    assert np.abs(last - pictures[:, -1]).max() < 0.005


def measured(name: str, count: int, kind: str = "plain") -> dict:
    return MEASURED["features"][name][kind][MEASURED["sizes"].index(count)]


def ahead(name: str, other: str, count: int) -> tuple[float, float]:
    """Mean and standard deviation of the differences, draw by draw."""
    draws = (measured(each, count)["draws"] for each in (name, other))
    differences = np.subtract(*draws)
    return differences.mean(), differences.std(ddof=1)


def best_of(names, count: int) -> str:
    return max(names, key=lambda name: measured(name, count)["mean"])


@pytest.mark.parametrize("count", MEASURED["sizes"])
def test_page_says_where_samples_help_and_who_wins(tab, count):
    chosen = "contractive"
    visitor = tab("labels", f"feature={chosen}&count={count}&augmented=false&seed=1&digit=t0")
    page = visitor.page
    gained, winner = (page.locator(f"ae-labels .{name}") for name in ("gained", "winner"))
    learned(page)
    rows = MEASURED["features"][chosen]["pictures"]
    row = measured(chosen, count, "pictures")
    gain = row["gain"]
    kind = "help clearly" if gain["mean"] > gain["std"] else "do not"
    assert f"the samples {kind}" in gained.inner_text()
    assert f"{gain['mean']:+.2f}".replace("-", "−") in gained.inner_text()
    shown = cell(page, "sampled", "measured").inner_text()
    assert shown == f"{row['mean']:.1f} ± {row['std']:.1f} %"
    best, simple = best_of(FEATURES, count), best_of(SIMPLE, count)
    assert best not in SIMPLE
    lead, spread = ahead(best, simple, count)
    words = " ".join(winner.inner_text().split())
    first = measured(best, count)
    assert words.startswith(f"Who wins with {count:,} labels: ")
    assert f"{first['mean']:.1f} ± {first['std']:.1f} %; of the simple ways" in words
    assert f"is {lead:.1f} ± {spread:.1f} points ahead." in words
    assert ("it may be chance" in words) == (lead <= spread)
    behind, spread = ahead(simple, chosen, count)
    says = f"is {behind:.1f} ± {spread:.1f} points above it."
    assert words.endswith(says) == (behind > 0)
    page.locator("ae-labels summary").press("Enter")
    figures = page.locator("ae-labels .figures tr").last.locator("td")
    for shown, each in zip(figures.all_inner_texts(), rows, strict=True):
        gain, std = each["gain"]["mean"], each["gain"]["std"]
        assert ("✓" in shown) == (gain > std) and f"± {std:.2f}" in shown
    assert visitor.errors == []


def test_around_many_digits_nothing_is_sampled(tab):
    page = tab("labels", "feature=pca-32&count=300").page
    learned(page)
    gained = page.locator("ae-labels .gained").inner_text()
    assert "Around more than 100 digits this page would have to" in gained


def test_a_bad_link_is_said(tab):
    query = "feature=gpt&count=50&seed=-1&augmented=1&shown=,&digit=t10000"
    page = tab("labels", query).page
    sentence = page.locator("ae-labels > .unread")
    sentence.wait_for()
    assert "as usual: feature, count, seed, augmented, shown, digit." in sentence.inner_text()
    assert learned(page) > 70

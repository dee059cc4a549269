"""Pages with a formula beside its code: each part lights up, and the numbers add up."""

import math

import pytest
import torch
from playwright.sync_api import expect

from aedemo import facts, load_model
from aedemo.data.digits import test_digits as digits
from aedemo.data.noise import SeededRandom, corrupt
from aedemo.data.pcg32 import Pcg32
from aedemo.models.one_class import shape_error
from aedemo.models.variational import gaussian_kl
from tests.browser.actions import DESK, PHONE, loaded
from tests.browser.test_axe import violations
from tests.test_light import LIT

DIGIT = 1  # of the test digits, which the course begins with
CLOSE = 2e-3  # of numbers with four digits, and of what is added up of such
SETTINGS = {tab["name"]: tab["settings"] for tab in facts.tabs()}
# How many nodes of a tool are outlined, as those are that light up.
OUTLINED = """(tool) => [...tool.shadowRoot.querySelectorAll("*")].filter((node) => {
  const { outlineStyle, outlineWidth } = getComputedStyle(node);
  return node.checkVisibility() && outlineStyle === "solid" && outlineWidth === "3px";
}).length"""


def start(tab: str, name: str):
    return SETTINGS[tab][name]["start"]


def digit() -> torch.Tensor:
    return digits()[0][DIGIT : DIGIT + 1]


def squeezed() -> dict[str, float]:
    return {"error": load_model("dense").loss(digit())["reconstruction"].item()}


def sparse() -> dict[str, float]:
    network = load_model("sparse-l1")
    terms = {name: term.item() for name, term in network.loss(digit()).items()}
    weight = network.loss_weights["sparsity"]
    loss = terms["reconstruction"] + weight * terms["sparsity"]
    return {
        "error": terms["reconstruction"],
        "penalty": terms["sparsity"],
        "weight": weight,
        "loss": loss,
    }


def repaired() -> dict[str, float]:
    kind, level, seed = (start("denoise", name) for name in ("kind", "level", "seed"))
    x = digit()
    error = (load_model("denoising")(corrupt(x, kind, level, SeededRandom(seed))) - x).square()
    return {"error": error.mean().item(), "loss": math.log(error.mean().item() + 1e-4)}


def cloud() -> dict[str, float]:
    """What is drawn from the posterior, and what both cost."""
    network, x = load_model("vae"), digit()
    mean, log_variance = network.posterior(x)
    lot = torch.from_numpy(Pcg32(start("constraint", "seed")).normal(mean.shape[1]))
    std = (log_variance / 2).exp()
    z = mean + std * lot.to(mean)
    at = start("constraint", "dimension")
    coins = torch.nn.functional.binary_cross_entropy(network.decode(z), x, reduction="sum").item()
    kl = gaussian_kl(mean, log_variance).sum().item()
    return {
        "mean": mean[0, at].item(),
        "std": std[0, at].item(),
        "lot": lot[at].item(),
        "drawn_code": z[0, at].item(),
        "coins": coins,
        "kl": kl,
        "loss": coins + kl,
        "mean_squares": mean.square().sum().item(),
        "variances": std.square().sum().item(),
        "log_variances": log_variance.sum().item(),
        "size": mean.shape[1],
    }


def strange() -> dict[str, float]:
    x = digit()
    error = min(
        shape_error(x, load_model(name)(x)).item() for name in facts.read("variants")["one_class"]
    )
    return {"error": error, "cosine": 1 - error}


# By pages: how the numbers hang together, and what they are by PyTorch, where a digit decides it.
SUMS = {
    "squeeze.learned": lambda n: (n["error"], n["error"]),
    "learn.step": lambda n: (n["moved"], n["weight"] - n["eta"] * n["derivative"]),
    "constrain.price": lambda n: (n["loss"], n["error"] + n["weight"] * n["penalty"]),
    "constrain.repair": lambda n: (n["loss"], math.log(n["error"] + 1e-4)),
    "generate.cloud": lambda n: (n["drawn_code"], n["mean"] + n["std"] * n["lot"]),
    "generate.price": lambda n: (
        n["loss"],
        n["coins"] + (n["mean_squares"] + n["variances"] - n["log_variances"] - n["size"]) / 2,
    ),
    "enlarge.small": lambda n: (n["enlarged"], n["bicubic"] + n["added"]),
    "use.odd": lambda n: (n["error"], 1 - n["cosine"]),
}
BY_PYTORCH = {
    "squeeze.learned": squeezed,
    "constrain.price": sparse,
    "constrain.repair": repaired,
    "generate.cloud": cloud,
    "generate.price": cloud,
    "use.odd": strange,
}


def opened(tab, step: str, language: str = "en", **device):
    """A page that is done, its course and its tool, once all numbers of the formula are known."""
    name, own = step.split(".")
    page = tab("course", f"step={step}&done={step}", language, **device).page
    tool = page.locator(f"ae-course ae-{facts.read(f'course/{name}')[own]['tool']['tab']}")
    tool.scroll_into_view_if_needed()  # it comes once it is in sight
    loaded(page)
    if step == "learn.step":
        tool.evaluate("(lab) => lab.trainSlowly()")
        tool.locator(".slowly > summary").click()
    root = page.locator("ae-course")
    expect(root.locator(".written .number:empty")).to_have_count(0)
    return page, root, tool


def shown(root) -> dict[str, float]:
    """The numbers in the formula, by the names that the tool has for them."""
    pairs = root.locator(".written .number").evaluate_all(
        "(nodes) => nodes.map((node) => [node.dataset.value, node.textContent])"
    )
    return {name: float(text.replace("−", "-").replace(",", "")) for name, text in pairs}


@pytest.mark.parametrize(("name", "page"), LIT)
def test_every_part_lights_up_in_formula_code_and_tool(tab, name, page):
    visited, root, tool = opened(tab, f"{name}.{page}", **DESK)
    visited.mouse.move(0, 0)
    dark = tool.evaluate(OUTLINED)
    words = facts.read("course/light")["parts"]
    for part in facts.read(f"course/{name}")[page]["light"]["code"]:
        root.locator(f'.written [data-light="{part}"][role="button"]').first.focus()
        assert tool.evaluate(OUTLINED) > dark, part
        expect(root.locator(".source .lit").first).to_be_visible()
        expect(root.locator(".lit-words")).to_have_text(words[part]["en"])
    root.locator("h3.title").focus()
    expect(root.locator(".lit")).to_have_count(0)
    assert tool.evaluate(OUTLINED) == dark


@pytest.mark.parametrize(("name", "page"), LIT)
def test_numbers_in_a_formula_hang_together_and_are_those_of_pytorch(tab, name, page):
    step = f"{name}.{page}"
    _, root, _ = opened(tab, step, **DESK)
    numbers = shown(root)
    left, right = SUMS[step](numbers)
    assert left == pytest.approx(right, rel=CLOSE, abs=CLOSE / 10)
    known = BY_PYTORCH[step]() if step in BY_PYTORCH else numbers
    for key, number in numbers.items():
        assert number == pytest.approx(known[key], rel=CLOSE), key


@pytest.mark.parametrize(("name", "page"), LIT)
def test_nothing_is_wider_than_a_phone(tab, name, page):
    visited, root, _ = opened(tab, f"{name}.{page}", "zh", **PHONE)
    root.locator(".light").scroll_into_view_if_needed()
    assert visited.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for line in root.locator(".written p, .source").all():
        assert line.evaluate("(node) => node.scrollWidth <= node.clientWidth")


def test_what_would_give_the_answer_away_comes_after_the_question(tab):
    root = tab("course", "step=constrain.price", **DESK).page.locator("ae-course")
    expect(root.locator(".question")).to_be_visible()
    expect(root.locator(".light")).to_be_hidden()
    root.get_by_role("radio").first.check()
    root.locator(".answer").click()
    expect(root.locator(".question + .light")).to_be_visible()


def test_numbers_of_another_optimiser_are_not_those_of_this_formula(tab):
    _, root, tool = opened(tab, "learn.step", **DESK)
    tool.evaluate("async (lab) => { lab.optimiser = 'adam'; await lab.trainSlowly(); }")
    expect(root.locator(".written .number:empty")).to_have_count(4)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_with_a_part_lit(visits, files, theme):
    query = f"?lang=en&__theme={theme}&tab=course&step=generate.price&done=generate.price"
    page = visits(files, **PHONE).go(query).page
    page.locator('.written [data-light="kl"]').first.focus()
    loaded(page)
    assert violations(page) == []

import math

import gradio as gr
import pytest

from aedemo.ui.errors import BadInput, answers_in_sentences, choice, number, whole_number
from aedemo.ui.texts import text


def test_choice_gives_back_what_is_among():
    assert choice("b", ["a", "b"]) == "b"


@pytest.mark.parametrize(
    "value", ["c", "", "A", None, True, 1, math.nan, ["a"], {"a": 1}, "x" * 10_000]
)
def test_choice_refuses_what_is_not(value):
    with pytest.raises(BadInput) as caught:
        choice(value, ["a", "b"])
    assert caught.value.key == "bad_choice"
    assert str(caught.value).endswith("is not one of: a, b.") and len(str(caught.value)) < 100


@pytest.mark.parametrize(
    ("value", "expected"), [(0, 0), (2, 2), (0.5, 0.5), ("0.5", 0.5), (" 1e0 ", 1)]
)
def test_number_takes_numbers_in_its_range(value, expected):
    result = number("level", value, 0, 2)
    assert result == expected and type(result) is float


NO_NUMBERS = [
    *(None, "", "NaN", "much", "true", math.nan, math.inf, -math.inf, "inf", [], {}, [1], 1j),
    pytest.param(10**400, id="huge"),
    pytest.param(-(10**400), id="-huge"),
]


@pytest.mark.parametrize("value", [*NO_NUMBERS, -0.001, 2.001, "3", 7])
def test_number_refuses_the_rest(value):
    with pytest.raises(BadInput) as caught:
        number("level", value, 0, 2)
    assert caught.value.key == "bad_number"
    assert str(caught.value) == "level has to be a number from 0 to 2."


@pytest.mark.parametrize(("value", "expected"), [(2, 2), (64, 64), (11.0, 11), ("11", 11)])
def test_whole_number_takes_whole_numbers_in_its_range(value, expected):
    result = whole_number("steps", value, 2, 64)
    assert result == expected and type(result) is int


@pytest.mark.parametrize("value", [*NO_NUMBERS, 2.5, "2.5", 1, 65, 1_000_000, -1, True])
def test_whole_number_refuses_the_rest(value):
    with pytest.raises(BadInput) as caught:
        whole_number("steps", value, 2, 64)
    assert caught.value.key == "bad_whole_number"
    assert str(caught.value) == "steps has to be a whole number from 2 to 64."


def test_endpoint_answers_bad_input_in_english():
    @answers_in_sentences
    def half(value):
        return number("value", value, 0, 1) / 2

    assert half(1) == 0.5
    with pytest.raises(gr.Error) as caught:
        half("much")
    assert caught.value.message == "value has to be a number from 0 to 1."
    assert not caught.value.print_exception


def test_bad_input_can_be_told_in_both_languages():
    error = BadInput("failed_too_small", least=8)
    assert str(error) == text(error.key, "en", **error.values)
    assert text(error.key, "zh", **error.values) == "这张图片太小，至少要有 8×8 像素。"

"""The tests of the lessons in GIFT, as a parser of that format reads them that others wrote."""

import html
import json
import re
import subprocess

import pytest

from aedemo import course
from aedemo.gift import gift
from aedemo.ui.texts import LANGUAGES
from tests.conftest import ROOT

NAMES = list(course.lessons())
READ = """
import { parse } from "gift-pegjs";
const parts = [];
for await (const part of process.stdin) parts.push(part);
process.stdout.write(JSON.stringify(parse(Buffer.concat(parts).toString())));
"""


def read(text: str) -> list[dict]:
    """The questions of a file, after its category."""
    command = ["node", "--input-type=module", "-e", READ]
    result = subprocess.run(
        command, input=text.encode(), capture_output=True, cwd=ROOT / "tests" / "js"
    )
    assert result.returncode == 0, result.stderr.decode()
    category, *questions = json.loads(result.stdout)
    assert category["type"] == "Category"
    return questions


def plain(text: str) -> str:
    """Words alone: no tags, no blanks."""
    return re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]+>", "", text)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_question_is_read_with_its_answers_and_the_right_one(name, language):
    told = course.test(name, language)
    questions = read(course.files()[f"lessons/course/{name}.{language}.gift"].decode())
    assert len(questions) == len(told) == 12
    for question, asked in zip(questions, told, strict=True):
        assert (question["type"], question["title"]) == ("MC", asked["name"])
        rights = [choice["isCorrect"] for choice in question["choices"]]
        assert [at for at, right in enumerate(rights, 1) if right] == [asked["right"]]
        texts = [question["stem"], *(choice["text"] for choice in question["choices"])]
        for text, written in zip(texts, [asked["question"], *asked["choices"]], strict=True):
            assert text["format"] == "html"
            without = re.sub(r"\$([^$]+)\$", r"\\(\1\\)", written).replace("*", "")
            assert plain(text["text"]) == plain(html.escape(without))
        assert question["globalFeedback"]["text"]


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_ask_the_same(name):
    english, chinese = (course.test(name, language) for language in LANGUAGES)
    shapes = [
        [(each["name"], len(each["choices"])) for each in told] for told in (english, chinese)
    ]
    assert shapes[0] == shapes[1]
    rights = [each["right"] for each in english]
    assert all(1 <= each["right"] <= len(each["choices"]) >= 3 for each in english)
    assert max(map(rights.count, rights)) <= 6, "for whoever takes always the same place"


def test_what_means_something_in_the_format_is_escaped():
    told = {
        "name": "x:y",
        "question": "Is $\\nu \\ne 1$ for {a} ~ #1 = b: c?",
        "choices": ["a = b", "c ~ d"],
        "right": 2,
        "why": "First.\n\nSecond.",
    }
    text = gift("c", [told])
    assert text.count("\n\n") == 1, "a blank line would end the question"
    (question,) = read(text)
    assert question["title"] == "x:y"
    assert question["stem"]["text"] == "Is \\(\\nu \\ne 1\\) for {a} ~ #1 = b: c?"
    assert [choice["text"]["text"] for choice in question["choices"]] == ["a = b", "c ~ d"]
    assert question["globalFeedback"]["text"] == "<p>First.</p> <p>Second.</p>"

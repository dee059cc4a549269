"""The lessons of the course as the page shows them.

What a page shows and asks stands in ``facts/course/LESSON.json``, what it says in
``lessons/LANGUAGE/course/LESSON.md``: for each page a section of the second level, ``## name:
Title``, and in it what is said first and then, each below a heading of the third level that is one
of ``PARTS``, the question with its answers as a list, what is said once it is answered, the task,
hints, and the worked answer. «error» stands for what the tool says of the digit that is drawn, in
its ``evidence``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from aedemo import facts
from aedemo.failures import Failure
from aedemo.gift import gift
from aedemo.lesson import led, shown
from aedemo.light import code, formula
from aedemo.places import FACTS, LESSONS
from aedemo.terms import linked

PARTS = ("question", "revealed", "task", "hint", "answer")
PAGE = re.compile(r"^## ([\w-]+): (.+)\n", re.MULTILINE)
QUESTION = re.compile(r"^## ([\w-]+)\n", re.MULTILINE)
PART = re.compile(r"^### (.+)\n", re.MULTILINE)
CHOICE = re.compile(r"^\d+\. (.+)\n?", re.MULTILINE)
VALUE = re.compile(r"«(\w+)»")
BREAK = "\n\n\ue001\n\n"  # between two parts that are read as one
NUMBER = '<span class="number" data-value="{}"></span>'


def lessons() -> dict[str, list[str]]:
    """The lessons in their order, each with the names of its pages."""
    return {lesson["name"]: lesson["pages"] for lesson in facts.read("course")["lessons"]}


def files() -> dict[str, bytes]:
    """The pages of the lessons as they are fetched, the tests, these in GIFT, too, and what all
    lessons have: a file for each in each language, by address."""
    found = {
        f"lessons/course/contents.{each['code']}.json": _json(contents(each["code"]))
        for each in facts.read("languages")
    }
    for lesson_facts in facts.read("course")["lessons"]:
        name = lesson_facts["name"]
        for language, label in lesson_facts["label"].items():
            for page, content in zip(lessons()[name], lesson(name, language), strict=True):
                found[f"lessons/course/{name}.{page}.{language}.json"] = _json(content)
            place = f"lessons/course/{name}.{language}"
            found[f"{place}.quiz.json"] = _json(quiz(name, language))
            found[f"{place}.gift"] = gift(f"aedemo/{label}", test(name, language)).encode()
    return found


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _file(name: str, language: str) -> Path:
    return LESSONS / language / "course" / f"{name}.md"


def lesson(name: str, language: str) -> list[dict[str, Any]]:
    """The pages of a lesson: what each shows and asks; what it says, as HTML; the titles of all.

    Raises ``Failure`` for a page that one of both files lacks, and for what is no part of a page.
    """
    said = written(name, language)
    shows = facts.read(f"course/{name}")
    return [
        {
            **shows[page],
            **_lit(shows[page], name, language),
            **_page(said[page], name, language),
            "titles": [each["title"] for each in said.values()],
        }
        for page in lessons()[name]
    ]


def test(name: str, language: str) -> list[dict[str, Any]]:
    """The questions of the test that ends a lesson, in Markdown: name, question, choices, which is
    right (from 1 on), and why.

    Raises ``Failure`` for questions that one of both files lacks.
    """
    path = _file(f"quizzes/{name}", language)
    right = facts.read("course/quizzes")[name]
    _, *rest = QUESTION.split(path.read_text(encoding="utf-8"))
    found = []
    for asked, content in zip(*[iter(rest)] * 2, strict=True):
        text, why = content.split("### why\n")
        said = {"question": CHOICE.sub("", text).strip(), "choices": CHOICE.findall(text)}
        found.append({"name": asked, **said, "right": right.get(asked), "why": why.strip()})
    if [each["name"] for each in found] != list(right):
        raise Failure(f"{path} has other questions than facts/course/quizzes.json.")
    return found


def contents(language: str) -> dict[str, Any]:
    """The lessons with the titles of their pages, and what articles get wrong with the page, as
    LESSON.PAGE, that puts it right."""
    lessons_facts = facts.read("course")["lessons"]
    return {
        "lessons": [
            {
                "label": each["label"][language],
                "pages": [
                    {"page": f"{each['name']}.{page}", "title": said["title"]}
                    for page, said in written(each["name"], language).items()
                ],
            }
            for each in lessons_facts
        ],
        "articles": [
            {"page": each["page"], "said": each["said"][language]}
            for each in facts.read("course/articles")
        ],
    }


def quiz(name: str, language: str) -> list[dict[str, Any]]:
    """The test of a lesson as the page shows it, in HTML."""
    path = _file(f"quizzes/{name}", language)
    return [
        {
            "question": shown(each["question"], path),
            "choices": [shown(choice, path) for choice in each["choices"]],
            "right": each["right"],
            "why": shown(each["why"], path),
        }
        for each in test(name, language)
    ]


def _lit(shows: dict[str, Any], name: str, language: str) -> dict[str, Any]:
    """The formula of a page beside its code, if it has one, with what is said of its parts and of
    its numbers."""
    if "light" not in shows:
        return {}
    told = shows["light"]
    written = formula(told["formula"], FACTS / "course" / f"{name}.json")
    source = code(told["source"], told["code"])
    texts = facts.read("course/light")
    said = {
        "words": {part: texts["parts"][part][language] for part in told["code"]},
        "whose": texts["numbers"][told["numbers"]][language],
    }
    after = told.get("after", False)
    return {"light": {"formula": written, "code": source, **said, "after": after}}


def written(name: str, language: str) -> dict[str, dict[str, Any]]:
    """What a lesson says, in Markdown: page → title, text and parts, of which hints are a list."""
    path = _file(name, language)
    _, *rest = PAGE.split(path.read_text(encoding="utf-8"))
    found = {
        page: {"title": title, **_parts(content, f"{path}, {page}")}
        for page, title, content in zip(*[iter(rest)] * 3, strict=True)
    }
    wanted = lessons()[name]
    if list(found) != wanted:
        raise Failure(f"{path} has the pages {', '.join(found)}, not {', '.join(wanted)}.")
    return found


def _parts(content: str, where: str) -> dict[str, Any]:
    text, *rest = PART.split(content)
    parts: dict[str, Any] = {"text": text.strip(), "hints": []}
    for part, said in zip(*[iter(rest)] * 2, strict=True):
        if part not in PARTS:
            raise Failure(f"{where}: “{part}” is none of {', '.join(PARTS)}.")
        if part == "hint":
            parts["hints"].append(said.strip())
        elif part == "question":
            parts["question"] = CHOICE.sub("", said).strip()
            parts["choices"] = CHOICE.findall(said)
        else:
            parts[part] = said.strip()
    return parts


def _page(said: dict[str, Any], name: str, language: str) -> dict[str, Any]:
    """The parts as HTML. Terms are linked where they come first on the page, in its text and in
    what is said once its question is answered."""
    path = _file(name, language)
    text, _, revealed = linked(
        f"{said['text']}{BREAK}{said.get('revealed', '')}", language
    ).partition(BREAK)
    said = {**said, "text": text} | ({"revealed": revealed} if "revealed" in said else {})

    def html(text: str) -> str:
        return shown(VALUE.sub(lambda value: NUMBER.format(value[1]), led(text, language)), path)

    return {
        "title": said["title"],
        "text": html(said["text"]),
        "choices": [html(choice) for choice in said.get("choices", [])],
        "hints": [html(hint) for hint in said["hints"]],
        "said": {part: html(said[part]) for part in PARTS if part in said},
    }

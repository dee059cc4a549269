"""Terms: complete in both languages, and linked where a lesson mentions them first."""

import re

import pytest
from markdown_it import MarkdownIt

from aedemo import facts
from aedemo.lesson import markdown, rendered
from aedemo.places import LESSONS
from aedemo.terms import linked
from aedemo.ui.texts import LANGUAGES

TERMS = facts.read("terms")
TABS = [tab["name"] for tab in facts.tabs()]


def names(text):
    return re.findall(r'<a href="#term-([\w-]+)">', text)


@pytest.mark.parametrize("name", TERMS)
def test_term_is_explained_in_both_languages(name):
    term = TERMS[name]
    assert list(term["word"]) == list(term["text"]) == LANGUAGES
    assert all(text.strip() for text in [*term["word"].values(), *term["text"].values()])
    assert term["text"]["en"].endswith(".") and term["text"]["zh"].endswith("。")
    assert term.get("tab", TABS[0]) in TABS


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_for_two_terms(language):
    words = [
        word.lower()
        for term in TERMS.values()
        for word in [term["word"][language], *term.get("also", {}).get(language, [])]
    ]
    assert len(words) == len(set(words))


def test_the_first_mention_is_linked_and_no_other():
    assert linked("Encoders make codes. The **encoder** is a code.", "en") == (
        '<a href="#term-encoder">Encoders</a> make <a href="#term-code">codes</a>.'
        " The **encoder** is a code."
    )
    assert linked("由**编码器**给出编码，编码器。", "zh") == (
        '由<a href="#term-encoder">**编码器**</a>给出<a href="#term-code">编码</a>，编码器。'
    )


def test_words_that_mean_something_else_are_no_terms():
    assert names(linked("全变分偏爱平坦区域，变分不然。", "zh")) == ["variational"]
    assert linked("全变分", "zh") == "全变分"
    assert names(linked("**去噪**自编码器有编码。", "zh")) == ["code"], "no encoder"


def test_the_longest_term_counts_and_no_part_of_a_word():
    text = linked("A transposed convolution, then a convolutional encoding.", "en")
    assert names(text) == ["transposed-convolution"]
    text = linked("转置卷积不是卷积的逆。", "zh")
    assert names(text) == ["transposed-convolution", "convolution"]


@pytest.mark.parametrize(
    "apart",
    [
        "### The code",
        "$$\\text{code} = 1$$",
        "so $code$ is",
        "`code`",
        "```\ncode\n```",
        "[Draw the code](?tab=draw)",
        "<summary>The code</summary>",
        '<span title="code">x</span>',
        "https://example.org/code",
    ],
)
def test_what_is_no_running_text_stays_as_it_is(apart):
    text = linked(f"{apart}\n\nIts code.", "en")
    assert text == f'{apart}\n\nIts <a href="#term-code">code</a>.'


def test_a_term_that_a_lesson_links_itself_stays_where_it_is():
    own = "A code, a [code](#term-code)."
    assert linked(own, "en") == own


@pytest.mark.parametrize("language", LANGUAGES)
def test_lessons_lead_to_terms_and_lose_neither_word_nor_emphasis(language):
    found = set()
    for path in sorted((LESSONS / language).glob("*.md")):
        lesson = path.read_text(encoding="utf-8")
        text = linked(lesson, language)
        rendered = re.sub(r'<a href="#term-[\w-]+">(.*?)</a>', r"\1", MarkdownIt().render(text))
        assert rendered == MarkdownIt().render(lesson)
        assert len(names(text)) == len(set(names(text)))
        found.update(names(text))
    assert found >= {"encoder", "decoder", "code", "pca", "convolution", "prior"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_lessons_have_their_terms_with_and_without_a_server(language):
    for tab in (tab["name"] for tab in facts.tabs()):
        shown = rendered(tab, language)
        assert names(shown) == names(markdown(tab, language)) != [], tab

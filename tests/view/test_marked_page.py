"""Passages as a page: every name and cue in its place, all text escaped, nothing fetched, denials said."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgraph.assets import shipped
from kgraph.cli import main
from kgraph.extract import load
from kgraph.model import Claim, Extraction, Mention, Passage, Place
from kgraph.read import passage
from kgraph.schema import CONCEPT_TYPES
from kgraph.view.marked import marked, sheet
from kgraph.view.marked_page import marked_page

TEXT = "低秩适配(LoRA)是一种微调方法。LoRA 不是 QLoRA，也许优于 QLoRA。"
HOSTILE = """</script><img src=x onerror=alert(1)>"onmouseover='x' """


def found_in(text, title="题"):
    """Names and claims of TEXT in another text that begins with it, by no model."""
    where = Passage("p", text, "zh", (Place("note.md", 2, 0, len(text), title),), ((len(TEXT), len(text)),))
    names = [("低秩适配", "Method"), ("LoRA", "Method"), ("微调方法", "Method"), ("微调", "Task"), ("QLoRA", "Model")]
    mentions = [mention(*name) for name in names]
    claims = (
        claim("LoRA", "IS_A", "微调方法", "是一种", "asserted", 0.8),
        claim("LoRA", "IS_A", "微调方法", "", "asserted", 0.2),
        claim("LoRA", "IS_A", "QLoRA", "不是", "negated", 0.6),
        claim("LoRA", "COMPARED_WITH", "QLoRA", "优于", "hedged", 0.5),
    )
    return where, Extraction(tuple(mentions), (), claims)


def mention(name, kind):
    """The first mention of a name."""
    start = TEXT.index(name)
    return Mention("p", start, start + len(name), name, kind, "sample", 0.9)


def claim(*said):
    """A claim that is said in the whole text: head, type, tail, cue, polarity, score."""
    head, kind, tail, cue, polarity, score = said
    spans = [(at, at + len(word)) for word in (head, tail, cue) for at in [TEXT.index(word)]]
    return Claim(
        "p", head, *spans[0], kind, tail, *spans[1], *spans[2], 0, len(TEXT), f"rule of {score}", polarity, score
    )


class Seen(HTMLParser):
    """What a browser makes of a page: its elements with attributes, the text within each class."""

    def __init__(self, page):
        """Read the page."""
        super().__init__()
        self.open, self.elements, self.text = [], [], {}
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        """Note an element, and remember that it is open unless it never closes."""
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append((tag, dict(attrs).get("class") or tag))

    def handle_endtag(self, tag):
        """Close the last element, which must be of that tag."""
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        """Note the text for every class that is open."""
        for _, kind in self.open:
            self.text[kind] = self.text.get(kind, "") + data


@pytest.fixture
def page():
    """The page of one passage whose text, name and heading are hostile."""
    return marked_page([(HOSTILE, *found_in(TEXT + HOSTILE, HOSTILE))])


def test_the_text_is_whole(page):
    """Every character of the passage stands on the page once, marks or not."""
    assert Seen(page).text["text"] == TEXT + HOSTILE


def test_hostile_text_is_text(page):
    """No element, attribute or script comes out of a text."""
    elements = Seen(page).elements
    assert "img" not in {tag for tag, _ in elements}
    assert [tag for tag, _ in elements].count("script") == 1
    known = {"class", "title", "lang", "data-concept", "tabindex", "aria-label"}
    known |= {"charset", "http-equiv", "content", "name", "min", "max", "value"}
    assert {name for _, attributes in elements for name in attributes} <= known


def test_nothing_but_our_own_script_and_style_runs(page):
    """The policy names each by its hash, and nothing is fetched."""
    policy = next(a["content"] for _, a in Seen(page).elements if a.get("http-equiv") == "Content-Security-Policy")
    texts = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, re.DOTALL)
    hashes = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts}
    assert set(re.findall(r"sha256-([^']+)'", policy)) == hashes
    assert policy.startswith("default-src 'none'")
    assert "url(" not in page
    assert "http:" not in page.replace("http-equiv", "")


def test_names_lie_within_names(page):
    """微调 is marked within 微调方法, each in the colour of its type and joined to its own concept."""
    inside = re.search(
        r'<span class="concept Method"[^>]*><span class="concept Task"[^>]*>微调</span>方法</span>', page
    )
    assert inside


def test_one_concept_has_one_number():
    """All names of a concept have the number under which they light up together."""
    text = passage("低秩适配(LoRA)是一种参数高效微调方法，LoRA 很快。")
    tokens = marked("key", text, load("rules")(text)).text
    opened = [(token.opens.concept, after.text) for token, after in pairwise(tokens) if token.opens]
    numbers = {number for number, name in opened if name in {"低秩适配", "LoRA"}}
    assert len(numbers) == 1


def test_a_relation_shows_its_best_sentence():
    """Once, by the claim with the best score, with its ends and its cue marked."""
    first = marked("key", *found_in(TEXT)).relations[0]
    assert (first.head.name, first.type, first.tail.name, first.score) == ("LoRA", "IS_A", "微调方法", 0.8)
    cue = next(at for at, token in enumerate(first.sentence) if token.opens and token.opens.kind == "cue")
    assert first.sentence[cue + 1].text == "是一种"
    assert "".join(token.text for token in first.sentence) == TEXT


def test_what_is_denied_or_doubted_is_said(page):
    """Three relations: one asserted, one denied, one hedged, and each reads as its language says it."""
    relations = marked("key", *found_in(TEXT)).relations
    assert {(r.type, r.tail.name, r.polarity) for r in relations} == {
        ("IS_A", "微调方法", "asserted"),
        ("IS_A", "QLoRA", "negated"),
        ("COMPARED_WITH", "QLoRA", "hedged"),
    }
    assert {relation.reads for relation in relations} == {"是一种", "对比"}
    seen = Seen(page)
    assert "denied" in seen.text["negated"]
    assert "hedged" in seen.text["hedged"]


def test_an_end_that_only_a_denial_names_is_shown():
    """A name that is no concept of the passage has no number, and breaks nothing."""
    where, extraction = found_in(TEXT)
    kept = tuple(each for each in extraction.mentions if each.name != "QLoRA")
    relations = marked("key", where, Extraction(kept, (), extraction.claims[2:3])).relations
    assert [(relation.tail.name, relation.tail.concept) for relation in relations] == [("QLoRA", None)]
    assert "QLoRA" in marked_page([("key", where, Extraction(kept, (), extraction.claims[2:3]))])


def test_the_legend_counts_the_types_that_are_there():
    """In the order of the schema, none that is not on the page."""
    assert list(sheet([("key", *found_in(TEXT))]).types.items()) == [("Task", 1), ("Method", 3), ("Model", 1)]


def test_every_type_has_a_colour_of_its_own():
    """No two types look alike."""
    style = (shipped("viz") / "extract" / "style.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"^\.(\w+) \{ --of: (#\w+); \}$", style, re.MULTILINE))
    assert set(colours) == set(CONCEPT_TYPES)
    assert len(set(colours.values())) == len(CONCEPT_TYPES)


@pytest.mark.parametrize("text", ["", "什么也没有说。", "lone \ud800 surrogate, \x00 and \x1b"])
def test_a_page_of_nothing_much(text):
    """A passage without concepts has a page, and whatever cannot be written as UTF-8 is replaced."""
    where = Passage("p", text, "zh", ())
    assert "No relation is said." in marked_page([("key", where, Extraction())]).encode().decode()


@pytest.mark.parametrize("model", ["rules", "small"])
def test_the_command_writes_the_page(model):
    """`kgraph extract --format html` prints the page of all passages of the sample corpus, the same each time."""
    pages = []
    for jobs in ("1", "2"):
        result = CliRunner().invoke(
            main, ["extract", str(shipped("seeds")), "-f", "html", "--model", model, "--jobs", jobs]
        )
        assert result.exit_code == 0, result.stderr
        pages.append(result.stdout)
    assert pages[0] == pages[1]
    listed = CliRunner().invoke(main, ["extract", str(shipped("seeds")), "-f", "jsonl"]).stdout.splitlines()
    assert [tag for tag, _ in Seen(pages[0]).elements].count("article") == len(listed)


@pytest.mark.browser
def test_names_of_one_concept_light_up_together(driver, tmp_path):
    """In a browser: pointing at one name lights the others of its passage, and no script or style is refused."""
    from selenium.webdriver.common.action_chains import ActionChains

    text = passage("低秩适配(LoRA)是一种参数高效微调方法，LoRA 很快。")
    (tmp_path / "page.html").write_text(marked_page([("key", text, load("rules")(text))]), encoding="utf-8")
    driver.get("about:blank")
    driver.get_log("browser")
    driver.get(Path(tmp_path / "page.html").as_uri())
    ActionChains(driver).move_to_element(driver.find_element("css selector", ".text .concept")).perform()
    lit = {element.text for element in driver.find_elements("css selector", ".text .lit")}
    other = driver.find_elements("css selector", ".text .concept:not(.lit)")
    assert lit == {"低秩适配", "LoRA"}
    assert other
    assert driver.get_log("browser") == []

"""The page in a browser: what a reader sees, finds and opens, and what never happens."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgraph.view import write
from kgraph.view.model import relation_id

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory, make_small, make_large, make_empty):
    """The addresses of the pages that the tests open."""
    folder = tmp_path_factory.mktemp("pages")
    for name, graph in (("small", make_small()), ("large", make_large(1600)), ("empty", make_empty())):
        write(graph, folder / f"{name}.html")
    return folder


class Reader:
    """Someone at the page: opens, types, clicks, and says what is to be seen."""

    def __init__(self, driver, folder: Path):
        """Sit down at a browser, with a folder of pages."""
        self.driver = driver
        self.folder = folder

    def open(self, name: str, hash_: str = ""):
        """Load a page afresh, at an address within it."""
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(f"{(self.folder / name).with_suffix('.html').as_uri()}{hash_}")
        assert self.run("return document.body.dataset.ready") == "yes"
        return self

    def run(self, script: str, *arguments):
        """What a script in the page returns."""
        return self.driver.execute_script(script, *arguments)

    def text(self, selector: str) -> str:
        """The text to be seen in the first element that fits."""
        return self.run("return document.querySelector(arguments[0])?.innerText ?? ''", selector)

    def texts(self, selector: str) -> list[str]:
        """The texts of all that fit."""
        return self.run("return [...document.querySelectorAll(arguments[0])].map((e) => e.innerText.trim())", selector)

    def click(self, selector: str):
        """Click the first element that fits."""
        self.driver.find_element("css selector", selector).click()
        return self

    def press(self, *keys: str):
        """Press keys one after another, wherever the focus is."""
        from selenium.webdriver import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()
        return self

    def search(self, text: str) -> list[str]:
        """The names found for a text."""
        self.run("document.activeElement.blur(); document.getElementById('search').value = ''")
        self.press("/", text)
        return self.run(
            "return [...document.querySelectorAll('#results [role=option] .name')].map((e) => e.firstChild.data)"
        )

    def click_map(self, place: str):
        """Click the map at a place that a script names in the map's own units; wait for the click to count."""
        from selenium.webdriver import ActionChains
        from selenium.webdriver.support.ui import WebDriverWait

        before = self.run("return location.hash")
        point = self.run(f"network.fit({{animation: false}}); network.redraw(); return network.canvasToDOM({place})")
        stage = self.driver.find_element("id", "map")
        x, y = point["x"] - stage.size["width"] / 2, point["y"] - stage.size["height"] / 2
        ActionChains(self.driver).move_to_element_with_offset(stage, round(x), round(y)).click().perform()
        WebDriverWait(self.driver, 5).until(lambda _: self.run("return location.hash") != before)
        return self

    def complaints(self) -> list[str]:
        """What the browser's console has to say against the page."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Every address that was asked for since the page was opened."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]


@pytest.fixture
def reader(driver, pages):
    """See `Reader`."""
    return Reader(driver, pages)


@pytest.mark.parametrize("name", ["small", "large", "empty"])
def test_a_page_asks_for_nothing_and_runs_without_complaint(reader, name):
    """The only request is for the file itself; no error and no blocked style or script is logged."""
    reader.open(name)
    assert [url for url in reader.requests() if not url.startswith("file:")] == []
    assert len(reader.requests()) <= 1
    assert reader.run("return performance.getEntriesByType('resource').map((entry) => entry.name)") == []
    assert reader.complaints() == []


def test_the_map_is_drawn(reader):
    """The canvas has pixels of a type's colour on it."""
    reader.open("small")
    orange = reader.run("""
        const canvas = document.querySelector('#map canvas');
        const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let count = 0;
        for (let i = 0; i < data.length; i += 4)
          if (data[i] === 0xe6 && data[i + 1] === 0x9f && data[i + 2] === 0) count += 1;
        return count;
    """)
    assert orange > 500


def test_hostile_text_is_shown_and_does_nothing(reader):
    """A name made of tags stands in the panel as it is written; nothing opens and no element comes of it."""
    reader.open("small", "#concept=c30")
    assert reader.text("#panel h2") == "</script><img src=x onerror=alert(1)>"
    assert reader.click("#panel .sentences").texts("mark.head") == ["</script><img src=x onerror=alert(1)>"]
    assert reader.run("return document.querySelectorAll('img, #panel a').length") == 0
    assert reader.complaints() == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("低秩适配", "LoRA"),
        ("lowrank adaptation", "LoRA"),
        ("low rank", "LoRA"),
        ("gpt4", "GPT-4"),
        ("llama 2", "LLaMA-2"),
        ("谷歌", "Google"),
        ("ｌｏｒａ", "LoRA"),
        ("旋转位置", "RoPE"),
    ],
)
def test_search_finds_by_any_name(reader, text, name):
    """Chinese, English or alias, whatever the case, hyphens, width and spaces."""
    reader.open("small")
    assert reader.search(text)[0] == name


def test_search_says_when_there_is_nothing(reader):
    """A name that no concept has gives a word instead of a list."""
    reader.open("small")
    assert reader.search("zebra") == []
    assert reader.text("#results") == "No concept has such a name"


def test_everything_opens_by_keyboard(reader):
    """Slash, a few letters, arrows and Enter open a concept; Escape closes it."""
    from selenium.webdriver.common.keys import Keys

    reader.open("small")
    second = reader.search("lora")[1]
    reader.press(Keys.ARROW_DOWN, Keys.ENTER)
    assert reader.text("#panel h2") == second
    reader.press(Keys.ESCAPE, Keys.ESCAPE)
    assert reader.run("return document.getElementById('panel').hidden")


def test_a_click_on_a_concept_opens_its_card(reader):
    """The card has its names with their reasons, and relations read from its side."""
    reader.open("small").click_map("network.getPosition('c00')")
    assert reader.text("#panel h2") == "LoRA"
    assert reader.texts("#panel .names .name") == ["LoRA", "低秩适配", "Low-Rank Adaptation"]
    assert "gloss" in reader.text("#panel .names")
    headings = [heading.rsplit(maxsplit=1)[0] for heading in reader.texts("#panel h3")]
    assert headings == ["is a", "is compared with", "is the basis of", "is improved by"]


def test_a_click_on_an_edge_opens_its_sentences(reader):
    """The sentence has both names and the cue marked, and says where it stands."""
    middle = (
        "((a, b) => ({x: (a.x + b.x) / 2, y: (a.y + b.y) / 2}))(network.getPosition('c00'), network.getPosition('c02'))"
    )
    reader.open("small").click_map(middle)
    assert reader.text("#panel h2") == "LoRA is a PEFT"
    marks = reader.run("return [...document.querySelectorAll('mark')].map((m) => [m.className, m.textContent])")
    assert marks == [["head", "LoRA"], ["cue", " 属于 "], ["tail", "PEFT"]]
    assert reader.text("blockquote") == "LoRA 属于 PEFT 的一种"
    assert {"notes/笔记.txt", "第 1 节", "passage 5"} <= set(reader.texts(".place > *"))


def test_marks_count_characters_as_the_evidence_does(reader):
    """A character outside the basic plane before a name does not shift its mark; marks may overlap."""
    reader.open("small")
    marks = reader.run("""
        const parts = marked('😀 LoRA 用于微调', {head: [2, 6], cue: [5, 9], tail: null});
        return parts.map((part) => [part.className ?? '', part.textContent]);
    """)
    assert marks == [["", "😀 "], ["head", "LoR"], ["head cue", "A"], ["cue", " 用于"], ["", "微调"]]


def test_parallel_and_reverse_edges_are_drawn_on_paths_of_their_own(reader):
    """The middles of the three edges between two concepts lie apart."""
    reader.open("small")
    middles = reader.run("""
        const ids = edges.getIds().filter((id) => /c0[01]\\/.*\\/c0[01]/.test(id));
        const points = ids.map((id) => network.body.edges[id].edgeType.getPoint(0.5));
        return points.map((point) => `${Math.round(point.x)} ${Math.round(point.y)}`);
    """)
    assert len(middles) == len(set(middles)) == 3


def test_a_link_restores_what_was_open(reader):
    """The address of an open relation or concept opens it again, also when a filter would hide it."""
    denied = relation_id("c05", "IS_A", "c04")
    reader.open("small", f"#edge={denied.replace('/', '%2F')}")
    assert reader.text("#panel h2") == "RoBERTa is a BERT"
    assert reader.run("return edges.get(arguments[0]).hidden", denied) is False
    reader.click("#panel h2 button")
    assert reader.run("return location.hash") == "#concept=c05"
    assert reader.text("#panel h2") == "RoBERTa"
    reader.driver.back()
    assert reader.text("#panel h2") == "RoBERTa is a BERT"


def test_a_link_to_nothing_says_so(reader):
    """An address that names no concept leaves the map and a note."""
    reader.open("small", "#concept=nobody")
    assert "does not hold" in reader.text("#note")
    assert reader.complaints() == []


def test_what_is_doubtful_is_one_click_away(reader):
    """Little believed, denied and inferred relations are hidden until asked for."""
    reader.open("small")
    assert reader.text("#shown") == "27 of 31 relations shown"
    assert reader.click("#belief-more").text("#shown") == "29 of 31 relations shown"
    assert reader.click("#also label:nth-of-type(1) input").text("#shown") == "30 of 31 relations shown"
    assert reader.click("#also label:nth-of-type(2) input").text("#shown") == "31 of 31 relations shown"


def test_types_are_switched_off_and_on(reader):
    """Without models no relation with a model is shown; 'all' brings them back."""
    reader.open("small").click("#concept-types label:nth-of-type(3) input")
    assert reader.run("return nodes.get('c03').hidden") is True
    assert reader.run("return nodes.get('c00').hidden") is False
    reader.click("#concept-types button")
    assert reader.run("return nodes.get('c03').hidden") is False


def test_concepts_beyond_the_limit_are_found_and_added(reader):
    """A page says how many of how many it draws; search adds the one that was left out."""
    from selenium.webdriver.common.keys import Keys

    reader.open("large")
    assert reader.text("#note").startswith("The 1500 most connected of 1600 concepts are drawn.")
    left_out = reader.run("return content.spare.nodes[50].id")
    reader.search(reader.run("return nameOf(arguments[0])", left_out))
    reader.press(Keys.ENTER)
    assert reader.run("return nodes.get(arguments[0]) !== null", left_out)
    assert reader.text("#note").startswith("The 1501 most connected")


def test_an_empty_graph_says_so(reader):
    """In place of a map there is a sentence, and what to do."""
    reader.open("empty")
    assert reader.text("#empty h2") == "This graph is empty"


def test_the_interface_speaks_both_languages(reader):
    """One button changes every word, and the way in which relations read."""
    reader.open("small", "#concept=c00").click("#language")
    assert reader.text("h1") == "知识图谱"
    assert reader.texts("#panel h3")[0].startswith("是一种")
    assert reader.run("return document.documentElement.lang") == "zh-CN"


def test_a_telephone_shows_map_and_card_without_scrolling_sideways(reader):
    """At 390 pixels the page is no wider than the screen, and what is open stands in the middle of the map."""
    phone = {"width": 390, "height": 800, "deviceScaleFactor": 2, "mobile": True}
    reader.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    try:
        reader.open("small", "#concept=c00")
        assert reader.run("return document.documentElement.scrollWidth") <= 390
        assert reader.run("return document.getElementById('panel').getBoundingClientRect().bottom") <= 800
        assert reader.click("#toggle-filters").run("return document.getElementById('belief').offsetWidth") > 200
    finally:
        reader.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_what_has_the_focus_is_to_be_seen(reader):
    """Walking by Tab reaches search, filters and map, each with an outline and a name."""
    from selenium.webdriver.common.keys import Keys

    reader.open("small")
    seen = []
    for _ in range(12):
        reader.press(Keys.TAB)
        seen.append(
            reader.run("const e = document.activeElement; return [e.id || e.tagName, getComputedStyle(e).outlineStyle]")
        )
    assert {"search", "language", "belief", "belief-more"} <= {id_ for id_, _ in seen}
    assert [id_ for id_, outline in seen if outline != "solid"] == []

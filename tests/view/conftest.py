"""Graphs to look at: a small one that is readable, a large one that is not, and an empty one; and a browser."""

from __future__ import annotations

import os
import random
import shutil

import networkx as nx
import pytest

HOSTILE = "</script><img src=x onerror=alert(1)>"
HREF = '<a href="javascript:alert(2)">看</a>'

NAMES = [
    ("LoRA", "低秩适配", "Low-Rank Adaptation", "Method"),
    ("QLoRA", "", "QLoRA", "Method"),
    ("PEFT", "参数高效微调", "Parameter-Efficient Fine-Tuning", "Method"),
    ("Transformer", "", "Transformer", "Model"),
    ("BERT", "", "BERT", "Model"),
    ("RoBERTa", "", "RoBERTa", "Model"),
    ("GPT-4", "", "GPT-4", "Model"),
    ("LLaMA-2", "", "LLaMA-2", "Model"),
    ("自注意力", "自注意力", "self-attention", "Component"),
    ("多头注意力", "多头注意力", "multi-head attention", "Component"),
    ("位置编码", "位置编码", "positional encoding", "Component"),
    ("RoPE", "旋转位置编码", "rotary position embedding", "Component"),
    ("机器翻译", "机器翻译", "machine translation", "Task"),
    ("question answering", "问答", "question answering", "Task"),
    ("SQuAD", "", "SQuAD", "Dataset"),
    ("WMT 2014", "", "WMT 2014", "Dataset"),
    ("C4", "", "C4", "Dataset"),
    ("BLEU", "", "BLEU", "Metric"),
    ("perplexity", "困惑度", "perplexity", "Metric"),
    ("PyTorch", "", "PyTorch", "Tool"),
    ("vLLM", "", "vLLM", "Tool"),
    ("A100", "", "A100", "Hardware"),
    ("Google", "谷歌", "Google", "Organization"),
    ("Meta", "", "Meta", "Organization"),
    ("Ashish Vaswani", "", "Ashish Vaswani", "Person"),
    ("Attention Is All You Need", "", "Attention Is All You Need", "Publication"),
    ("知识图谱", "知识图谱", "knowledge graph", "Concept"),
    ("检索增强生成", "检索增强生成", "retrieval-augmented generation", "Method"),
    ("混合专家", "混合专家", "mixture of experts", "Model"),
    ("知识蒸馏", "知识蒸馏", "knowledge distillation", "Method"),
    (HOSTILE, "", HOSTILE, "Concept"),
    (HREF, "", HREF, "Concept"),
]

RELATIONS = [
    ("LoRA", "IS_A", "PEFT", 0.93, "asserted", "LoRA 属于 PEFT 的一种"),
    ("QLoRA", "BASED_ON", "LoRA", 0.9, "asserted", "QLoRA builds on LoRA"),
    ("QLoRA", "IMPROVES", "LoRA", 0.7, "asserted", "QLoRA 改进了 LoRA"),
    ("LoRA", "COMPARED_WITH", "QLoRA", 0.65, "asserted", "LoRA 与 QLoRA 对比"),
    ("BERT", "USES", "Transformer", 0.95, "asserted", "BERT uses the Transformer"),
    ("BERT", "BASED_ON", "Transformer", 0.9, "asserted", "BERT is based on Transformer"),
    ("RoBERTa", "IMPROVES", "BERT", 0.85, "asserted", "RoBERTa improves BERT"),
    ("RoBERTa", "IS_A", "BERT", 0.2, "negated", "RoBERTa is not a BERT"),
    ("GPT-4", "USES", "混合专家", 0.55, "hedged", "GPT-4 可能使用了混合专家"),
    ("GPT-4", "BASED_ON", "Transformer", 0.9, "asserted", "GPT-4 基于 Transformer"),
    ("LLaMA-2", "BASED_ON", "Transformer", 0.9, "asserted", "LLaMA-2 基于 Transformer"),
    ("LLaMA-2", "USES", "RoPE", 0.92, "asserted", "LLaMA-2 采用 RoPE"),
    ("LLaMA-2", "PROPOSED_BY", "Meta", 0.9, "asserted", "LLaMA-2 由 Meta 提出"),
    ("Meta", "USES", "LLaMA-2", 0.6, "asserted", "Meta uses LLaMA-2"),
    ("自注意力", "PART_OF", "Transformer", 0.95, "asserted", "自注意力是 Transformer 的组成部分"),
    ("多头注意力", "PART_OF", "Transformer", 0.9, "asserted", "多头注意力是 Transformer 的核心"),
    ("Transformer", "USES", "多头注意力", 0.9, "asserted", "Transformer 使用多头注意力"),
    ("多头注意力", "BASED_ON", "自注意力", 0.8, "asserted", "多头注意力基于自注意力"),
    ("位置编码", "PART_OF", "Transformer", 0.8, "asserted", "位置编码是 Transformer 的一部分"),
    ("RoPE", "IS_A", "位置编码", 0.9, "asserted", "RoPE 是一种位置编码"),
    ("Transformer", "APPLIED_TO", "机器翻译", 0.9, "asserted", "Transformer 用于机器翻译"),
    ("Transformer", "EVALUATED_ON", "WMT 2014", 0.8, "asserted", "Transformer 在 WMT 2014 上评测"),
    ("Transformer", "PROPOSED_BY", "Ashish Vaswani", 0.8, "asserted", "Transformer 由 Ashish Vaswani 提出"),
    ("机器翻译", "USES", "BLEU", 0.4, "asserted", "机器翻译用 BLEU"),
    ("BERT", "EVALUATED_ON", "SQuAD", 0.85, "asserted", "BERT is evaluated on SQuAD"),
    ("BERT", "APPLIED_TO", "question answering", 0.8, "asserted", "BERT 用于 question answering"),
    ("BERT", "PROPOSED_BY", "Google", 0.9, "asserted", "BERT 由 Google 提出"),
    ("vLLM", "BASED_ON", "PyTorch", 0.7, "asserted", "vLLM 基于 PyTorch"),
    ("vLLM", "USES", "A100", 0.35, "asserted", "vLLM 在 A100 上"),
    (HOSTILE, "USES", HREF, 0.8, "asserted", f"{HOSTILE} uses {HREF}"),
    ("知识蒸馏", "RELATED_TO", "BERT", 0.6, "asserted", ""),
]


def _names(name: str, zh: str, en: str) -> list[dict]:
    """The names of a concept as the graph lists them: the preferred one first."""
    others = [{"name": other, "reason": "gloss", "count": 2} for other in (zh, en) if other and other != name]
    return [{"name": name, "reason": "mention", "count": 5}, *others]


def concept(graph: nx.MultiDiGraph, id_: str, row: tuple[str, str, str, str]) -> None:
    """Add a concept, given as in `NAMES`, in the form in which the graph stage makes it."""
    name, zh, en, type_ = row
    numbers = {"mentions": 7, "passages": 3}
    graph.add_node(id_, name=name, name_zh=zh, name_en=en, type=type_, names=_names(name, zh, en), ids=[id_], **numbers)


def _evidence(quote: str, head: str, tail: str, polarity: str) -> list[dict]:
    """One sentence with the spans of both names and of what stands between them."""
    if not quote:
        return []
    spans = {"head": _span(quote, head), "tail": _span(quote, tail)}
    ends = sorted(span for span in spans.values() if span)
    cue = [ends[0][1], ends[1][0]] if len(ends) == 2 and ends[0][1] < ends[1][0] else None
    return [
        {
            "passage": "p1", "source": "notes/笔记.txt", "title": "第 1 节", "start": 12, "end": 12 + len(quote),
            "quote": quote, **spans, "cue": cue, "rule": "frame:sample", "polarity": polarity, "score": 0.8,
        }
    ]  # fmt: skip


def _span(quote: str, name: str) -> list[int] | None:
    """Where a name stands in a quote."""
    start = quote.find(name)
    return [start, start + len(name)] if start >= 0 else None


def relate(graph: nx.MultiDiGraph, row: tuple[str, str, str, float, str, str]) -> None:
    """Add a relation, given as in `RELATIONS` but between ids, in the form in which the graph stage makes it."""
    head, type_, tail, belief, polarity, quote = row
    evidence = _evidence(quote, graph.nodes[head]["name"], graph.nodes[tail]["name"], polarity)
    numbers = {"belief": belief, "support": len(evidence), "sources": len(evidence)}
    inferred = type_ == "RELATED_TO"
    graph.add_edge(
        head, tail, key=type_, type=type_, polarity=polarity, inferred=inferred, evidence=evidence, **numbers
    )


def _passages() -> list[dict]:
    """The one passage in which every sentence stands."""
    place = {"source": "notes/笔记.txt", "position": 4, "start": 0, "end": 900, "title": "第 1 节"}
    return [{"id": "p1", "text": "", "language": "zh", "places": [place], "concepts": {}}]


def empty_graph() -> nx.MultiDiGraph:
    """A graph of nothing."""
    return nx.MultiDiGraph(format=1, passages=[])


def small_graph() -> nx.MultiDiGraph:
    """Thirty-odd known concepts, with parallel and reverse relations, doubt, denial and hostile names."""
    graph = nx.MultiDiGraph(format=1, passages=_passages())
    ids = {name: f"c{number:02}" for number, (name, *_) in enumerate(NAMES)}
    for row in NAMES:
        concept(graph, ids[row[0]], row)
    for head, type_, tail, *rest in RELATIONS:
        relate(graph, (ids[head], type_, ids[tail], *rest))
    return graph


_STEMS = (
    "注意力",
    "微调",
    "检索",
    "embedding",
    "decoder",
    "量化",
    "tokenizer",
    "policy",
    "对齐",
    "蒸馏",
    "graph",
    "缓存",
)
_HEADS = ("自适应", "sparse", "层次化", "dynamic", "多模态", "low-rank", "联合", "hybrid", "渐进式", "fast")


def large_graph(concepts: int, *, relations_each: float = 1.3) -> nx.MultiDiGraph:
    """A graph of many concepts, a few of them hubs, a fifth of them alone, as texts make it."""
    draw = random.Random(7)
    graph = nx.MultiDiGraph(format=1, passages=_passages())
    types = sorted({row[3] for row in NAMES})
    for number in range(concepts):
        name = f"{draw.choice(_HEADS)} {draw.choice(_STEMS)} {number}"
        concept(graph, f"n{number:05}", (name, name if number % 2 else "", name, draw.choice(types)))
    joined = [f"n{number:05}" for number in range(concepts) if number % 5]
    kinds = sorted({row[1] for row in RELATIONS} - {"RELATED_TO"})
    for _ in range(int(concepts * relations_each)):
        head = draw.choice(joined)
        tail = joined[int(len(joined) * draw.random() ** 3)]
        if head != tail:
            names = graph.nodes[head]["name"], graph.nodes[tail]["name"]
            belief = round(draw.uniform(0.3, 0.98), 6)
            quote = f"{names[0]} 使用了 {names[1]}，效果更好。"
            relate(graph, (head, draw.choice(kinds), tail, belief, "asserted", quote))
    return graph


@pytest.fixture
def empty() -> nx.MultiDiGraph:
    """See `empty_graph`."""
    return empty_graph()


@pytest.fixture
def small() -> nx.MultiDiGraph:
    """See `small_graph`."""
    return small_graph()


@pytest.fixture(scope="session")
def make_large():
    """See `large_graph`."""
    return large_graph


@pytest.fixture(scope="session")
def make_small():
    """See `small_graph`, for pages shared by a module."""
    return small_graph


@pytest.fixture(scope="session")
def make_empty():
    """See `empty_graph`, for pages shared by a module."""
    return empty_graph


FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--window-size=1400,900",
    "--lang=en-US",
)


def _programs():
    """Chromium and its driver; without them the tests are skipped, or fail where a browser is required."""
    found = [shutil.which("chromium"), shutil.which("chromedriver")]
    if all(found):
        return found
    missing = "Chromium or its driver is missing: apt-get install chromium chromium-driver"
    if os.environ.get("KGRAPH_REQUIRE_BROWSER") == "1":
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    """One browser for a whole file of tests."""
    from selenium import webdriver

    chromium, chromedriver = _programs()
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))
    yield browser
    browser.quit()

"""A small graph of notes, made by hand in the format of the graph, that every recipe answers from."""

from __future__ import annotations

import networkx as nx
import pytest

# id: (name, name_zh, name_en, type, further names)
CONCEPTS = {
    "adapter": ("Adapter", "适配器", "Adapter", "Method", ["适配器"]),
    "attention": ("Attention", "注意力", "Attention", "Component", ["注意力", "attention mechanism"]),
    "finetuning": ("微调", "微调", "fine-tuning", "Task", ["fine-tuning", "Fine-Tuning"]),
    "glue": ("GLUE", "", "GLUE", "Dataset", []),
    "gpt3": ("GPT-3", "", "GPT-3", "Model", ["GPT 3"]),
    "head": ("注意力头", "注意力头", "attention head", "Component", ["attention head"]),
    "lora": ("LoRA", "低秩适配", "Low-Rank Adaptation", "Method", ["低秩适配", "Low-Rank Adaptation", "lora"]),
    "nf4": ("NF4", "", "NF4", "Concept", []),
    "peft": ("PEFT", "参数高效微调", "PEFT", "Method", ["参数高效微调"]),
    "qlora": ("QLoRA", "", "QLoRA", "Method", []),
    "transformer": ("Transformer", "", "Transformer", "Model", []),
    "unseen": ("孤立概念", "孤立概念", "", "Concept", []),
}

# head, type, tail, belief, sources, polarities of its evidence
RELATIONS = [
    ("adapter", "IS_A", "peft", 0.7, 1, ["asserted"]),
    ("attention", "PART_OF", "transformer", 0.95, 2, ["asserted", "asserted"]),
    ("gpt3", "BASED_ON", "transformer", 0.8, 1, ["asserted"]),
    ("gpt3", "EVALUATED_ON", "glue", 0.6, 1, ["asserted"]),
    ("head", "PART_OF", "attention", 0.8, 1, ["asserted"]),
    ("lora", "APPLIED_TO", "finetuning", 0.9, 2, ["asserted", "hedged"]),
    ("lora", "APPLIED_TO", "gpt3", 0.5, 1, ["asserted"]),
    ("lora", "BASED_ON", "adapter", 0.4, 1, ["hedged"]),
    ("lora", "IS_A", "peft", 0.9, 2, ["asserted", "asserted", "negated"]),
    ("lora", "RELATED_TO", "transformer", 0.3, 1, []),
    ("peft", "APPLIED_TO", "finetuning", 0.9, 1, ["asserted"]),
    ("peft", "IS_A", "adapter", 0.2, 1, ["asserted"]),
    ("peft", "USES", "gpt3", 0.0, 1, ["negated"]),
    ("qlora", "IMPROVES", "lora", 0.85, 1, ["asserted"]),
    ("qlora", "IS_A", "peft", 0.6, 1, ["asserted"]),
    ("qlora", "USES", "nf4", 0.75, 1, ["asserted"]),
]

# id: (text, language, places as (source, position, title), concepts with counts)
PASSAGES = {
    "p1": ("LoRA 是一种 PEFT。", "zh", [("notes.md", 0, "微调")], {"lora": 1, "peft": 1}),
    "p2": ("QLoRA improves LoRA.", "en", [("notes.md", 1, "微调"), ("b.txt", 0, "")], {"lora": 1, "qlora": 1}),
    "p3": ("Attention, LoRA and LoRA.", "en", [("b.txt", 1, "On attention")], {"attention": 1, "lora": 2}),
}


def concept(row, passages):
    """Make the attributes of a node."""
    name, name_zh, name_en, kind, others = row
    counts = [entry["concepts"] for entry in passages]
    return {
        "name": name,
        "name_zh": name_zh,
        "name_en": name_en,
        "type": kind,
        "names": [{"name": n, "reason": "mention", "count": 1} for n in sorted({name, *others})],
        "ids": [],
        "mentions": 0,
        "passages": len(counts),
    }


def evidence(head, tail, number, polarity):
    """Make one piece of evidence of a relation."""
    quote = f"{head} … {tail} ({number})"
    return {
        "passage": f"p{number % 3 + 1}",
        "source": ["notes.md", "b.txt"][number % 2],
        "title": "",
        "start": 10 * number,
        "end": 10 * number + len(quote),
        "quote": quote,
        "head": [0, len(head)],
        "tail": None,
        "cue": None,
        "rule": f"rule-{number % 2}",
        "polarity": polarity,
        "score": 0.5,
    }


def assembled(concepts, relations, passages):
    """Make a graph in the format of assembly from rows like those above."""
    listed = [
        {
            "id": key,
            "text": text,
            "language": language,
            "places": [
                {"source": source, "position": position, "start": 0, "end": len(text), "title": title}
                for source, position, title in places
            ],
            "concepts": dict(sorted(counts.items())),
        }
        for key, (text, language, places, counts) in sorted(passages.items())
    ]
    graph = nx.MultiDiGraph(format=1, passages=listed)
    for key, row in sorted(concepts.items()):
        seen = [entry for entry in listed if key in entry["concepts"]]
        data = concept(row, seen)
        data["ids"] = [key]
        data["mentions"] = sum(entry["concepts"][key] for entry in seen)
        graph.add_node(key, **data)
    for head, kind, tail, belief, sources, polarities in sorted(relations):
        best = next((p for p in ("asserted", "hedged", "negated") if p in polarities), "asserted")
        graph.add_edge(
            head,
            tail,
            key=kind,
            type=kind,
            belief=belief,
            polarity=best,
            inferred=kind == "RELATED_TO",
            support=len(polarities),
            sources=sources,
            evidence=[evidence(head, tail, number, polarity) for number, polarity in enumerate(polarities)],
        )
    return graph


@pytest.fixture(scope="session")
def assemble():
    """Hand out the function that makes a graph from rows."""
    return assembled


@pytest.fixture(scope="session")
def notes():
    """Hand out the graph of the rows above."""
    return assembled(CONCEPTS, RELATIONS, PASSAGES)

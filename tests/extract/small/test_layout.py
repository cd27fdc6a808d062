"""Where concepts stand in a passage: enumerations, nesting, glosses, segments, subjects."""

from kgraph.extract.small.layout import lay_out
from kgraph.extract.small.tokens import tokens


def layout(text, *names):
    """The layout of a text whose concepts are numbered as the names are given; a name may be a tuple of equal ones."""
    mentions = []
    for number, same in enumerate(names):
        for name in (same,) if isinstance(same, str) else same:
            at = text.find(name)
            while at >= 0:
                mentions.append((at, at + len(name), number))
                at = text.find(name, at + len(name))
    return lay_out(tokens(text), mentions)


def concepts(found, unit):
    """The concepts of a unit."""
    return [found.places[at].concept for at in unit.places]


def test_an_enumeration_is_one_unit():
    """Names joined by 、 and 和 belong together, in both languages."""
    for text in ("优化器有Adam、SGD和AdamW等", "optimizers such as Adam, SGD, and AdamW"):
        found = layout(text, "AdamW", "SGD", "Adam")
        assert [sorted(concepts(found, unit)) for unit in found.units] == [[0, 1, 2]]


def test_a_comma_before_a_verb_ends_the_enumeration():
    """'A，B 采用' begins a clause with B."""
    found = layout("我们比较BERT，GPT采用解码器", "BERT", "GPT")
    assert [concepts(found, unit) for unit in found.units] == [[0], [1]]


def test_a_name_inside_another_knows_its_outer():
    """The shorter name is nested and shares the unit of the longer."""
    found = layout("多头注意力很快", "多头注意力", "注意力")
    outer, inner = found.places
    assert (outer.outer, inner.outer) == (-1, 0)
    assert inner.unit == outer.unit


def test_a_gloss_reads_as_one_with_its_name():
    """'低秩适配(LoRA)' is one mention, whose own characters are the name alone."""
    text = "低秩适配(LoRA)很快"
    found = layout(text, ("低秩适配", "LoRA"))
    (place,) = found.places
    assert text[place.start : place.end] == "低秩适配"
    assert text[place.start : place.reach] == "低秩适配(LoRA)"


def test_the_subject_of_a_segment_runs_on():
    """A sentence without a subject has the running subject of the one before."""
    found = layout("CLIP是多模态模型。采用对比学习。", "CLIP", "对比学习")
    assert found.subject == {0: 0}
    assert found.running[1] == 0


def test_a_folded_line_end_parts_segments_but_not_sentences():
    """A space between two Chinese characters was a line end: a heading and its text."""
    found = layout("量化训练 支持 GPTQ", "量化训练", "GPTQ")
    heading, method = found.places
    assert heading.sentence == method.sentence
    assert heading.segment < method.segment


def test_a_passage_without_concepts_has_an_empty_layout():
    """No mention, no unit."""
    found = layout("这里没有。")
    assert (found.places, found.units, found.of) == ([], [], {})

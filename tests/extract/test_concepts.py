"""Concepts: which words of a text are names, of what type, and which only look like one."""

from __future__ import annotations

import pytest


def surfaces(text, names):
    """Return the outermost names of a text."""
    outer = [n for n in names if not any(o[:2] != n[:2] and o.start <= n.start and n.end <= o.end for o in names)]
    return [text[name.start : name.end] for name in outer]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # known names, whatever their width, hyphens and spaces
        ("DeepSeek-V3 采用 MLA", ["DeepSeek-V3", "MLA"]),
        ("ＬｏＲＡ 属于 ＰＥＦＴ", ["ＬｏＲＡ", "ＰＥＦＴ"]),
        ("Lowrank Adaptation 与 Multitoken Prediction", ["Lowrank Adaptation", "Multitoken Prediction"]),
        ("多 token 预测和多token预测", ["多 token 预测", "多token预测"]),
        # versions are names of their own
        ("GPT-3、GPT-4", ["GPT-3", "GPT-4"]),
        ("DeepSeek-V2 和 DeepSeek-V3", ["DeepSeek-V2", "DeepSeek-V3"]),
        ("LoRA 与 QLoRA", ["LoRA", "QLoRA"]),
        # nouns by their head
        ("它采用了多尺度特征金字塔编码器", ["多尺度特征金字塔编码器"]),
        ("这是跨模态语义对齐模块", ["跨模态语义对齐模块"]),
        ("We propose a sparse routing strategy.", ["sparse routing strategy"]),
        # verbs with an object are cut off, verbs that modify are not
        ("连接固态硬盘", ["固态硬盘"]),
        ("通用语句编码器", ["通用语句编码器"]),
        # Latin terms that no list knows
        ("我们用 ZorkNet 做实验", ["ZorkNet"]),
        ("我们用 zorkflow 做实验", ["zorkflow"]),
        ("we walk to the park", []),
        # amounts end a name
        ("使用 80GB 显存的 A100", ["显存", "A100"]),
        ("一台配备 24GB 显存的机器", ["显存"]),
        # words for a gloss end a name
        ("投机解码又称推测解码", ["投机解码", "推测解码"]),
        # generic words are no names
        ("这个模型的性能很好", []),
        ("模型 算法 方法 数据", []),
        ("门 的 头 和 层", []),
        # what code, pages and messages leave
        ("返回 True 或 None，类型为 str", []),
        ("WARNING: ID 为 NULL", []),
        ("TIP 见 github.com 上的 demo", []),
        ("打开 train.py 和 a.jpg", []),
        ("", []),
    ],
)
def test_the_names_of(names_of, text, expected):
    """The outermost names, in the order of the text."""
    assert surfaces(text, names_of(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("它采用了 FlashZork...", []),
        ("它采用了 FlashZork…", []),
        ("它采用了 FlashZork... ", []),
        ("它采用了 FlashZork。", ["FlashZork"]),
        ("它采用了 FlashZork......", []),
        ("FlashZork... 很快", ["FlashZork"]),
        ("它采用了语义图像模块...", []),
        ("它采用了 LoRA...", ["LoRA"]),
    ],
)
def test_a_text_that_breaks_off(names_of, text, expected):
    """What stands directly before the dots at the end is a name only when it is known whole."""
    assert surfaces(text, names_of(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们用 ZorkNet 模型", "Model"),
        ("我们用 Zork 数据集", "Dataset"),
        ("我们用 zork_net 训练", "Component"),
        ("我们用 Zork7 训练", "Model"),
        ("它是多尺度特征金字塔编码器", "Component"),
        ("它是跨镜头目标检测", "Task"),
        ("它是图像质量得分", "Metric"),
        ("它是车规级芯片", "Hardware"),
    ],
)
def test_the_type_of_a_name(names_of, text, expected):
    """A head, the word behind a Latin name, or its shape tells the type."""
    assert max(names_of(text), key=lambda name: name.end - name.start).type == expected


@pytest.mark.parametrize(
    ("text", "skip", "expected"),
    [
        ("beam`search`", ((4, 5), (11, 12)), []),
        ("注意力`机制", ((3, 4),), ["注意力"]),
        ("我们用 Zork`Net 训练", ((8, 9),), ["Zork", "Net"]),
        ("LoRA `x` LoRA", ((5, 8),), ["LoRA", "LoRA"]),
        ("用 LoRA", ((2, 6),), []),
        ("低秩适配(Zork`Adaptation)", ((9, 10),), ["低秩适配", "Zork", "Adaptation"]),
    ],
)
def test_no_name_reaches_over_what_is_not_prose(extract, text, skip, expected):
    """Code and markup between two words part them, though they are read as white space."""
    assert [each.name for each in extract(text, skip).mentions] == expected


def test_names_lie_in_one_sentence_of_a_table(extract):
    """The bars of a table part its cells."""
    found = {each.name for each in extract("| 注意力 | 机制 | LoRA | Adam |").mentions}
    assert not any("|" in name for name in found)
    assert {"LoRA", "Adam"} <= found

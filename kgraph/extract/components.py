"""The door to spaCy: our words as a tokenizer, our concepts and relations as components of a pipeline.

`kgraph_concepts` fills `doc.spans["concepts"]`, labelled with concept types; `kgraph_relations` reads these
spans, whoever put them there, and fills `doc._.kgraph_claims`. A component of one's own between the two adds
or drops concepts, and the claims follow. Offsets in spans and claims are characters of `doc.text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy import blank
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from kgraph.extract import Extractor, load
from kgraph.extract.concepts import Name
from kgraph.extract.glosses import glosses
from kgraph.extract.relations import find_claims
from kgraph.extract.rules import Rules
from kgraph.extract.words import words
from kgraph.model import Claim, Passage, Place, passage_id

RULES = "rules"  # the model that needs no weights
CONCEPTS = "concepts"  # the key of the spans
WORDS = "kgraph.words.v1"  # the name of the tokenizer in spaCy's registry
_SPACE_OR_MARK = re.compile(r"\s+|\S")


def pipeline(model: str = RULES) -> Language:
    """A spaCy pipeline of our tokenizer and our two components, with the names and relations of `model`.

    >>> doc = pipeline()("LoRA 是一种参数高效微调方法。")
    >>> [(span.text, span.label_) for span in doc.spans["concepts"]]
    [('LoRA', 'Method'), ('参数高效微调', 'Method')]
    >>> [(claim.head, claim.type, claim.tail) for claim in doc._.kgraph_claims]
    [('LoRA', 'IS_A', '参数高效微调')]
    """
    nlp = blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": WORDS}}})
    nlp.add_pipe("kgraph_concepts", config={"model": model})
    nlp.add_pipe("kgraph_relations", config={"model": model})
    return nlp


class Tokenizer:
    """Cuts a text into our words: Chinese by rjieba, a Latin term whole, any other character by itself.

    >>> [token.text for token in Tokenizer(Vocab())("DeepSeek-V3 采用了 MLA。")]
    ['DeepSeek-V3', '采用', '了', 'MLA', '。']
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The text as a Doc that keeps it exactly."""
        tokens: list[str] = []
        spaces: list[bool] = []
        for piece in _tokens(text):
            if piece == " " and spaces and not spaces[-1] and not tokens[-1].isspace():
                spaces[-1] = True
            else:
                tokens.append(piece)
                spaces.append(False)
        return Doc(self.vocab, words=tokens, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing: the tokenizer is code."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> Tokenizer:
        """Itself."""
        return self

    def to_disk(self, _path: object, **_: object) -> None:
        """Write nothing: the tokenizer is code."""

    def from_disk(self, _path: object, **_: object) -> Tokenizer:
        """Itself."""
        return self


def _tokens(text: str) -> Iterator[str]:
    """The words of the text, and what stands between them: white space in runs, marks one by one."""
    at = 0
    for word in words(text):
        yield from _SPACE_OR_MARK.findall(text[at : word.start])
        yield text[word.start : word.end]
        at = word.end
    yield from _SPACE_OR_MARK.findall(text[at:])


@registry.tokenizers(WORDS)  # type: ignore[untyped-decorator]  # catalogue is not typed
def make_tokenizer() -> object:
    """What makes the tokenizer of a pipeline."""
    return lambda nlp: Tokenizer(nlp.vocab)


@Language.factory("kgraph_concepts", assigns=["doc.spans"], default_config={"model": RULES})
class Concepts:
    """Finds the concepts of a text; a span's label is the type, its id the rule that found it."""

    def __init__(self, nlp: Language, name: str, model: str = RULES) -> None:
        """Load the model named `model`, or the one in that folder."""
        self.name = name
        self.vocab = nlp.vocab
        self.extractor = load(model)

    def __call__(self, doc: Doc) -> Doc:
        """Fill `doc.spans["concepts"]`; a name that begins or ends within a token takes the whole token."""
        doc.spans[CONCEPTS] = [
            span
            for mention in self.extractor(_passage(doc)).mentions
            if (
                span := doc.char_span(
                    mention.start, mention.end, label=mention.type, span_id=mention.rule, alignment_mode="expand"
                )
            )
        ]
        return doc


@Language.factory(
    "kgraph_relations", requires=["doc.spans"], assigns=["doc._.kgraph_claims"], default_config={"model": RULES}
)
class Relations:
    """Reads what a text says of the spans in `doc.spans["concepts"]`.

    The rules read all of them. A trained model knows only the names that it found itself: what it says of
    those that are still there is kept, and the rules read what the text says of the others.
    """

    def __init__(self, nlp: Language, name: str, model: str = RULES) -> None:
        """Load the model named `model`, or the one in that folder."""
        self.name = name
        self.vocab = nlp.vocab
        self.extractor = load(model)
        self.rules = self.extractor if isinstance(self.extractor, Rules) else Rules()
        if not Doc.has_extension("kgraph_claims"):
            Doc.set_extension("kgraph_claims", default=())

    def __call__(self, doc: Doc) -> Doc:
        """Fill `doc._.kgraph_claims`, in reading order."""
        names = sorted({_name(span) for span in doc.spans.get(CONCEPTS, ()) if span.id_ != "title"})
        claims = self._said(doc, names)
        if self.extractor is not self.rules:
            claims = _merged(self.extractor, _passage(doc), names, claims)
        doc._.kgraph_claims = tuple(claims)
        return doc

    def _said(self, doc: Doc, names: list[Name]) -> list[Claim]:
        """What the rules read of the names."""
        known, cues = self.rules.scanner.scan(doc.text)
        return find_claims(passage_id(doc.text), doc.text, names, glosses(doc.text, names, known), cues)


def _merged(extractor: Extractor, passage: Passage, names: list[Name], said: list[Claim]) -> list[Claim]:
    """The model's claims between names that are there, and of `said` those that name one which is new to it."""
    found = extractor(passage)
    there = {name[:2] for name in names}
    new = there - {(mention.start, mention.end) for mention in found.mentions}
    kept = [claim for claim in found.claims if _ends(claim) <= there]
    added = [claim for claim in said if _ends(claim) & new]
    return sorted([*kept, *added], key=lambda claim: (claim.head_start, claim.tail_start, claim.type))


def _ends(claim: Claim) -> set[tuple[int, int]]:
    return {(claim.head_start, claim.head_end), (claim.tail_start, claim.tail_end)}


def _name(span: Span) -> Name:
    """A span as a name; one that another component made has no rule of ours."""
    return Name(span.start_char, span.end_char, span.label_ or "Concept", span.id_ or "own", 1.0)


def _passage(doc: Doc) -> Passage:
    """The text as one passage, all of it prose."""
    return Passage(passage_id(doc.text), doc.text, doc.lang_, (Place("doc", 0, 0, len(doc.text)),))

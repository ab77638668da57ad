"""The spaCy face: the same recognisers as ``lint``, their figures as spans on a Doc.

``spacy.blank("zh").add_pipe("textcheck")`` fills ``doc.spans["figures"]``; each span knows its kind, value (a decimal
string in the base unit), unit, bound, subject and role as ``span._.value`` and so on.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from textcheck.document.source import Source
from textcheck.errors import ConfigError
from textcheck.fact.factbase import FactBase
from textcheck.mention.phrase import quiet_jieba
from textcheck.readers.outline import build_document
from textcheck.report import plain

try:
    import spacy
    from spacy import displacy
    from spacy.language import Language
    from spacy.tokens import Span, SpanGroup
except ImportError:
    raise ConfigError("这项功能需要 spaCy；请先安装：pip install 'textcheck[spacy]'。") from None

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Doc

    from textcheck.ledger import LedgerFigure

SPANS_KEY = "figures"
EXTENSIONS = ("kind", "value", "unit", "bound", "subject", "role")
_JIEBA = {"nlp": {"tokenizer": {"@tokenizers": "spacy.zh.ChineseTokenizer", "segmenter": "jieba"}}}


@Language.factory("textcheck", default_config={"spans_key": SPANS_KEY})
def make_textcheck(nlp: Language, name: str, spans_key: str) -> Callable[[Doc], Doc]:
    """Return the component that finds the figures of a Doc and keeps them as ``doc.spans[spans_key]``."""
    del nlp, name
    for extension in EXTENSIONS:
        if not Span.has_extension(extension):
            Span.set_extension(extension, default=None)

    def find_figures(doc: Doc) -> Doc:
        spans = [_span(doc, figure) for figure in find(doc.text)]
        doc.spans[spans_key] = SpanGroup(doc, name=spans_key, spans=[span for span in spans if span is not None])
        return doc

    return find_figures


def load() -> Language:
    """Return a Chinese pipeline that segments with jieba and finds figures."""
    quiet_jieba()
    nlp = spacy.blank("zh", config=_JIEBA)
    nlp.add_pipe("textcheck")
    return nlp


def find(text: str) -> Sequence[LedgerFigure]:
    """Return the figures of a report or of any passage of one."""
    return FactBase(build_document(Source("", text))).figures


def draw(text: str) -> str:
    """Return a web page of ``text`` with its figures marked, each with what it measures."""
    doc = load()(text)
    entities = [
        {"start": span.start_char, "end": span.end_char, "label": _label(span)}
        for span in sorted(doc.spans[SPANS_KEY], key=lambda span: span.start_char)
    ]
    settings = {"lang": "zh", "direction": "ltr"}
    page: str = displacy.render(
        {"text": doc.text, "ents": entities, "title": None, "settings": settings},
        style="ent",
        manual=True,
        page=True,
        jupyter=False,
    )
    return page


def _span(doc: Doc, figure: LedgerFigure) -> Span | None:
    """Return the tokens that a figure touches, with what is known of it."""
    span = doc.char_span(*figure.span, label=figure.kind, alignment_mode="expand")
    if span is None:
        return None
    quantity = figure.quantity
    known = (
        figure.kind,
        None if quantity is None else plain(quantity.value),
        None if quantity is None else quantity.unit,
        None if quantity is None else quantity.bound.value,
        figure.subject,
        figure.role,
    )
    for extension, value in zip(EXTENSIONS, known, strict=True):
        span._.set(extension, value)
    return span


def _label(span: Span) -> str:
    return escape(" ".join(filter(None, (span._.subject, span._.role))) or span.label_)

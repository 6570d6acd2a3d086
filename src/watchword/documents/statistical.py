"""Whom else does a spaCy model of the user's see named in a text? What the rules of `names` found stays as it is.

Needs the extra `nlp`. No model comes with watchword: one is named by its package or its folder.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from watchword.documents import names
from watchword.documents.names import Named
from watchword.errors import UsageError

_KINDS = {"PERSON": "person", "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}


def finder(model: str) -> Callable[[str], tuple[Named, ...]]:
    """`names.find` with what the model sees beside. Raises UsageError without spaCy or without the model."""
    try:
        spacy = import_module("spacy")
    except ImportError as error:
        raise UsageError("spaCy is not installed", where="--model", hint='pip install "watchword[nlp]"') from error
    try:
        pipeline = spacy.load(model)
    except (OSError, ValueError) as error:
        raise UsageError(f"there is no spaCy model {model}", where="--model",
                         hint="Give the name of an installed model, or its folder.") from error  # fmt: skip

    def find(text: str) -> tuple[Named, ...]:
        return together(names.find(text), pipeline(text).ents)

    return find


def together(found: tuple[Named, ...], seen: Any) -> tuple[Named, ...]:
    """The names found by rules, and the model's that overlap none of them, in order."""
    more = [
        Named(one.start_char, one.end_char, one.text, _KINDS[one.label_])
        for one in seen
        if one.label_ in _KINDS and not any(one.start_char < a.end and a.start < one.end_char for a in found)
    ]
    return tuple(sorted((*found, *more), key=lambda named: (named.start, named.end)))

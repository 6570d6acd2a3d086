"""A spaCy model adds names to those that rules find, and never changes one."""

from __future__ import annotations

import sys

import pytest

from watchword.documents import names, statistical
from watchword.errors import UsageError

_TEXT = "Foreign Minister Luigi Di Maio met quokka traders of zanzaro in Rome."


def test_a_model_adds_what_no_rule_finds(tmp_path):
    """Entities of a model stand beside the rules' names; where both see one, the rule's stays."""
    spacy = pytest.importorskip("spacy")
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "quokka traders"}, {"label": "GPE", "pattern": "zanzaro"},
                        {"label": "ORG", "pattern": "Luigi Di Maio"}, {"label": "DATE", "pattern": "met"}])  # fmt: skip
    pipeline.to_disk(tmp_path / "model")
    found = statistical.finder(str(tmp_path / "model"))(_TEXT)
    assert [one for one in found if one in names.find(_TEXT)] == list(names.find(_TEXT))
    added = [(one.text, one.kind) for one in found if one not in names.find(_TEXT)]
    assert added == [("quokka traders", "organisation"), ("zanzaro", "place")]
    with pytest.raises(UsageError, match="no spaCy model"):
        statistical.finder(str(tmp_path / "none"))


def test_without_spacy_the_extra_is_named(monkeypatch):
    """Who has no spaCy is told what to install."""
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(UsageError, match="spaCy is not installed"):
        statistical.finder("en_core_web_sm")

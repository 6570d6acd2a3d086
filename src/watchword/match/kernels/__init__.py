"""The inner loops of matching, on flat arrays of integers: keys, agreement, candidates, score.

One source, run two ways: interpreted for a single answer from the command line, compiled by numba in a
process that stays (`match.loops` loads the copy that is wanted). Integers only, so both ways and every
machine give the same bytes. Nothing here knows text: tokens come as records (match.records), parameters as
policy.Weights lays them out. Imports are relative, so that the compiled copy stays within itself.
"""

from __future__ import annotations

from .jit import COMPILED
from .joins import enter_sieve, entered, join, joined_sound, lay_words, meeting
from .keys import step, write_keys
from .names import score
from .pieces import enter, place_of, read
from .search import search
from .seek import bucket_and_tag, lay_tokens, learn
from .sounds import hear_all, skeleton
from .text import agree_each, mark_text
from .tokens import agree, agree_all
from .walk import score_names

__all__ = [
    "COMPILED",
    "agree",
    "agree_all",
    "agree_each",
    "bucket_and_tag",
    "enter",
    "enter_sieve",
    "entered",
    "hear_all",
    "join",
    "joined_sound",
    "lay_tokens",
    "lay_words",
    "learn",
    "mark_text",
    "meeting",
    "place_of",
    "read",
    "score",
    "score_names",
    "search",
    "skeleton",
    "step",
    "write_keys",
]

# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Annotations made in ELAN (.eaf): each tier that stands for a person becomes a speaker."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import captions
from qualcoder_tc.formats.captions import Cue
from qualcoder_tc.formats.office import local, parse
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions

SUFFIXES = (".eaf",)
_TIME = re.compile(r"[0-9]{1,12}")  # milliseconds


def read(name: str, data: bytes, options: ImportOptions) -> ImportedDocument:
    """Return the annotations with a time of their own, in the order of time; tiers that depend on others are left out."""
    root = parse(data, "ELAN file")
    if local(root) != "ANNOTATION_DOCUMENT":
        raise InputError("It is not an ELAN file", "open it in ELAN and save it again")
    slots = {
        slot.get("TIME_SLOT_ID"): int(slot.get("TIME_VALUE")) / 1000
        for slot in root.iter("TIME_SLOT")
        if _TIME.fullmatch(slot.get("TIME_VALUE") or "")
    }
    cues: list[Cue] = []
    left = 0
    for tier in root.iter("TIER"):
        if tier.get("PARENT_REF"):
            left += 1
            continue
        cues += _tier(tier, slots)
    if not cues:
        raise InputError(
            "There are no annotations in it", "check that a tier has time-aligned annotations with text"
        )
    cues.sort(key=lambda cue: (cue.start, cue.end))
    warnings = (f"{left} dependent tiers (translations, glosses) were left out",) if left else ()
    document = captions.from_cues(name, cues, options)
    return replace(document, media_type="text/x-eaf+xml", warnings=warnings)


def _tier(tier: Any, slots: dict[str | None, float]) -> list[Cue]:
    who = (tier.get("PARTICIPANT") or tier.get("TIER_ID") or "").strip() or None
    found: list[Cue] = []
    for annotation in tier.iter("ALIGNABLE_ANNOTATION"):
        said = captions.one_line("".join(v.text or "" for v in annotation.iter("ANNOTATION_VALUE")))
        start = slots.get(annotation.get("TIME_SLOT_REF1"))
        end = slots.get(annotation.get("TIME_SLOT_REF2"))
        if said and start is not None:
            found.append(Cue(start, end if end is not None and end >= start else start, who, said))
    return found

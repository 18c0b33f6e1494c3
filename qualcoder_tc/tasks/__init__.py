# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Long jobs, the same for the window and the command line: (project, ..., progress) -> result."""

from qualcoder_tc.tasks import pseudonyms
from qualcoder_tc.tasks.agreeing import find_disagreements, measure_agreement
from qualcoder_tc.tasks.cases import export_cases, import_cases
from qualcoder_tc.tasks.codebooks import apply_codebook, export_codebook, list_codebooks, load_codebook
from qualcoder_tc.tasks.correcting import Affected, preview_correction
from qualcoder_tc.tasks.encoders import model_of, weigh_model
from qualcoder_tc.tasks.importing import (
    ImportedFile,
    ImportOutcome,
    Preview,
    SkippedFile,
    files_in,
    import_files,
    preview_import,
)
from qualcoder_tc.tasks.leaks import Leak, Searched, find_leaks
from qualcoder_tc.tasks.learner import Warm
from qualcoder_tc.tasks.merging import merge
from qualcoder_tc.tasks.past import export_changes, find_changes
from qualcoder_tc.tasks.reporting import export, report_data, write_report
from qualcoder_tc.tasks.sample import make_sample_project
from qualcoder_tc.tasks.searching import Extent, code_hits, prepare_search, search
from qualcoder_tc.tasks.second_look import Looked, look_again, look_again_at
from qualcoder_tc.tasks.suggesting import Proposed, SuggestionsOff, TooEarly, evaluate_suggestions, propose, suggest
from qualcoder_tc.tasks.warm_look import WarmLook

__all__ = [
    "Affected",
    "Extent",
    "ImportOutcome",
    "ImportedFile",
    "Leak",
    "Looked",
    "Preview",
    "Proposed",
    "Searched",
    "SkippedFile",
    "SuggestionsOff",
    "TooEarly",
    "Warm",
    "WarmLook",
    "apply_codebook",
    "code_hits",
    "evaluate_suggestions",
    "export",
    "export_cases",
    "export_changes",
    "export_codebook",
    "files_in",
    "find_changes",
    "find_disagreements",
    "find_leaks",
    "import_cases",
    "import_files",
    "list_codebooks",
    "load_codebook",
    "look_again",
    "look_again_at",
    "make_sample_project",
    "measure_agreement",
    "merge",
    "model_of",
    "prepare_search",
    "preview_correction",
    "preview_import",
    "propose",
    "pseudonyms",
    "report_data",
    "search",
    "suggest",
    "weigh_model",
    "write_report",
]

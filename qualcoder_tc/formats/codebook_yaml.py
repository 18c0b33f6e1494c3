# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Codebooks as YAML files."""

from __future__ import annotations

from typing import Any

from qualcoder_tc.errors import InputError
from qualcoder_tc.model.codebook import Codebook, codebook_from_plain, codebook_to_plain

_LARGEST = 5 * 1024 * 1024


def read_codebook(data: bytes) -> Codebook:
    """Return the codebook in a YAML file; InputError says what is wrong with it and where."""
    import yaml

    if len(data) > _LARGEST:
        raise InputError("This codebook is too large", "a codebook has less than 5 MB; choose another file")
    try:
        text = data.decode("utf-8-sig")
        # Aliases can make a small file unfold to any size, and a codebook needs none.
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text, Loader=yaml.SafeLoader)):
            raise InputError("This codebook cannot be used", "it holds YAML aliases (*name); write the text out")
        plain: Any = yaml.safe_load(text)
    except UnicodeDecodeError as error:
        raise InputError("This codebook cannot be used", "it is not a UTF-8 text file") from error
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "the file"
        raise InputError("This codebook cannot be used", f"{where} is not valid YAML") from error
    return codebook_from_plain(plain)


def write_codebook(book: Codebook) -> str:
    """Return a codebook as YAML that `read_codebook` reads back to an equal codebook."""
    import yaml

    return yaml.safe_dump(codebook_to_plain(book), allow_unicode=True, sort_keys=False, width=110)

# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""This user's settings: a small JSON file with no transcript text in it."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from qualcoder_tc import paths


class Settings:
    """Read and write one JSON object; a damaged file counts as empty, since it holds only conveniences."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or paths.settings_file()
        self._values: dict[str, Any] = {}
        try:
            loaded = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            loaded = {}
        if isinstance(loaded, dict):
            self._values = loaded

    def get(self, name: str, default: Any = None) -> Any:
        """Return a setting or the default."""
        return self._values.get(name, default)

    def set(self, name: str, value: Any) -> None:
        """Set a JSON-able value and save; a disk that refuses costs only the setting."""
        self._values[name] = value
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self._file.parent, prefix=".settings-")
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(self._values, stream, ensure_ascii=False, indent=1)
            Path(temporary).replace(self._file)

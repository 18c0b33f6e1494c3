# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What tests of tasks share with those of suggestions."""

from tests.suggest.conftest import process as process

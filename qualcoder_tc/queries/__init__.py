# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Functions that answer one question each with frozen records, run through Project.read."""

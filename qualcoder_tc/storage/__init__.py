# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The project file: tables, history, locks; everything of SQLite's own is in one module."""

# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The transcript view: text, turns, codings; paints only what is visible."""

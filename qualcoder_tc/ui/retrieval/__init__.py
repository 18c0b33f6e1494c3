# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Coded segments in lists: finding, showing, reading in context, copying, changing many."""

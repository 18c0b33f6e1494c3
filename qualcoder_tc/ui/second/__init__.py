# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Parts of the pages that look at coding again, and at how far suggestions can be trusted."""

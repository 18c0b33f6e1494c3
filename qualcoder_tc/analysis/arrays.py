# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The array types that analysis works with, and how an undefined value leaves them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


def ratio(over: npt.ArrayLike, under: npt.ArrayLike) -> FloatArray:
    """Divide element by element; NaN, which stands for undefined, where the divisor is not positive."""
    above, below = np.broadcast_arrays(np.asarray(over, dtype=np.float64), np.asarray(under, dtype=np.float64))
    result = np.full(below.shape, np.nan)
    np.divide(above, below, out=result, where=below > 0)
    return result


def defined(value: npt.ArrayLike) -> float | None:
    """Return one number as a plain float, None where it is undefined."""
    number = float(np.asarray(value, dtype=np.float64))
    return None if np.isnan(number) else number


def as_ints(values: npt.ArrayLike) -> IntArray:
    """Return whole numbers as an array, also when there are none."""
    return np.asarray(values, dtype=np.int64).reshape(-1)

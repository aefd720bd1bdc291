"""Numbers to 12 significant digits: what lies beyond is noise of the sum and of the processor."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graphres.kernels.arrays import Float64


def round_significant(values: npt.ArrayLike) -> Float64:
    """Round to 12 significant digits; 0, infinities and NaN stay as they are. O(n).

    So that noise in the last bits decides no tie, and what one processor writes another does too.

    Examples
    --------
    >>> round_significant([0.1 + 0.2, 0.3, 0.0]).tolist()
    [0.3, 0.3, 0.0]
    """
    short: Float64 = np.array(values, dtype=np.float64)
    sized = np.isfinite(short) & (short != 0)
    some = short[sized]
    digits = 11 - np.floor(np.log10(np.abs(some)))
    # Two factors, because ten to the power of a tiny value's digits is beyond a float.
    low = np.minimum(digits, 300)
    factor, rest = 10.0**low, 10.0 ** (digits - low)
    short[sized] = np.round(some * factor * rest) / factor / rest
    return short

"""The types of arrays that everything here is made of."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Float64 = npt.NDArray[np.float64]
Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
UInt8 = npt.NDArray[np.uint8]
#: 64 worlds a word, or a hash.
Words = npt.NDArray[np.uint64]

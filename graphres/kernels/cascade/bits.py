"""Words of 64 worlds, a bit each."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from graphres.kernels.compiled import kernel
from graphres.kernels.structures.draws import FULL

ZERO = np.uint64(0)
ONE = np.uint64(1)

# Six bits of the product of a lone bit with a de Bruijn sequence say where the bit is.
_DE_BRUIJN = np.uint64(0x03F79D71B4CB0A89)
_SURPLUS_BITS = np.uint64(58)


def _bit_places() -> npt.NDArray[np.int64]:
    places = np.zeros(64, dtype=np.int64)
    for bit in range(64):
        places[(((1 << bit) * int(_DE_BRUIJN)) & int(FULL)) >> int(_SURPLUS_BITS)] = bit
    places.setflags(write=False)
    return places


_PLACES = _bit_places()


@kernel(interpret_ns_per_element=1000, compile_seconds=0.3)
def place_of(bit: Any) -> Any:
    """Return the place of a lone bit, 0 for the lowest."""
    return _PLACES[((bit * _DE_BRUIJN) & FULL) >> _SURPLUS_BITS]

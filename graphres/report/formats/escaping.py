"""Data inside a page, where nothing in it may be taken for markup."""

from __future__ import annotations

import json
from typing import Any

from graphres.report.result import clean


def script_json(value: Any) -> str:
    r"""Return JSON that may stand in a script element: no ``<``, ``>`` or ``&`` is left in it.

    Examples
    --------
    >>> print(script_json({"account": "</script>&"}))
    {"account":"\u003c/script\u003e\u0026"}
    """
    text = json.dumps(clean(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text

"""Packing a table that is larger than memory.

Rows stream through `graphres.data.reading.streaming`. `numbering` gives accounts their numbers by
first appearance, `pairs` sorts follows and leaves each once; both keep on disk what they can't
hold, in parts by hash or by range. `bounded` puts them together.
"""

from graphres.data.packing.bounded import pack_bounded

__all__ = ["pack_bounded"]

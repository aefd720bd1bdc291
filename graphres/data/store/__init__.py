"""A graph in a folder that opens at once: Arrow files that are mapped into memory.

`manifest.json` says what the folder holds and what its bytes must be. `accounts.arrow` holds names
and attributes, `following.arrow` and `followers.arrow` one column of lists each, whose offsets and
values are the rows of a `FollowGraph` as they lie in the file. `packing` writes, `opening` opens
and `checking` looks at everything before it is followed; docs/scale.md tells the format.
"""

from graphres.data.store.manifest import Manifest, is_store
from graphres.data.store.opening import Store, open_store
from graphres.data.store.packing import pack

__all__ = ["Manifest", "Store", "is_store", "open_store", "pack"]

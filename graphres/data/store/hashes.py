"""SHA-256 of files, as a whole and block by block."""

from __future__ import annotations

import hashlib
import mmap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from graphres.engine.pool import map_in_order
from graphres.errors import InputError

#: Bytes of a block that has a hash of its own.
BLOCK = 64 << 20

#: Stores up to so many bytes are hashed in full when they are opened; of larger ones so many.
FULL = 2 << 30

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class FileHash:
    """What the bytes of one file must be.

    Parameters
    ----------
    bytes : int
    sha256 : str
        Of the whole file, as ``sha256sum`` prints it.
    blocks : tuple of str
        Of every 64 MiB of it.
    """

    bytes: int
    sha256: str
    blocks: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """All of it, ready for JSON."""
        return {"bytes": self.bytes, "sha256": self.sha256, "blocks": list(self.blocks)}

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> FileHash:
        """What `to_dict` gave; raises KeyError, TypeError or ValueError for anything else."""
        size, blocks = int(told["bytes"]), tuple(map(str, told["blocks"]))
        if len(blocks) != -(-size // BLOCK):
            raise ValueError("the number of blocks does not go with the bytes")
        return cls(size, str(told["sha256"]), blocks)


def hash_file(path: Path) -> FileHash:
    """Hash a file in one pass.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.NamedTemporaryFile() as file:
    ...     hash_file(Path(file.name)).bytes
    0
    """
    total, blocks, size = hashlib.sha256(), [], 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            total.update(block)
            blocks.append(hashlib.sha256(block).hexdigest())
            size += len(block)
    return FileHash(size, total.hexdigest(), tuple(blocks))


def verify_files(
    folder: Path,
    files: Mapping[str, FileHash],
    *,
    name: str,
    in_full: bool | None = None,
    on_progress: Progress | None = None,
) -> None:
    """Compare files with their hashes, on all cores.

    Parameters
    ----------
    folder : Path
    files : mapping of str to FileHash
    name : str
        What messages call the folder.
    in_full : bool, optional
        Whether every block is hashed. If not given, all of up to 2 GiB; of more, the first and
        the last block of every file and others at equal distances, 2 GiB in all.
    on_progress : callable, optional
        Called with (blocks hashed, blocks to hash).

    Raises
    ------
    InputError
        At the first block that differs.
    """
    blocks = list(_blocks(folder, files, in_full))
    found = map_in_order(_Block.is_sound, blocks, on_progress=on_progress)
    for is_sound, block in zip(found, blocks, strict=True):
        if not is_sound:
            raise InputError(
                f"damaged: block {block.at + 1} of {block.path.name} is not what was packed",
                where=name,
                do="pack it again, or copy it again from where it is sound",
            )


class _Block(NamedTuple):
    """A part of a file, and what its hash must be."""

    path: Path
    at: int
    size: int
    sha256: str

    def is_sound(self) -> bool:
        """Whether it has that hash."""
        with (
            self.path.open("rb") as file,
            mmap.mmap(
                file.fileno(), self.size, access=mmap.ACCESS_READ, offset=self.at * BLOCK
            ) as view,
        ):
            return hashlib.sha256(view).hexdigest() == self.sha256


def _blocks(folder: Path, files: Mapping[str, FileHash], in_full: bool | None) -> Iterator[_Block]:
    """The blocks to hash."""
    total = sum(len(file.blocks) for file in files.values())
    most = FULL // BLOCK
    step = 1 if in_full or total <= most else -(-total // most)
    for name, file in files.items():
        for at, sha256 in enumerate(file.blocks):
            if at % step == 0 or at == len(file.blocks) - 1:
                yield _Block(folder / name, at, min(BLOCK, file.bytes - at * BLOCK), sha256)

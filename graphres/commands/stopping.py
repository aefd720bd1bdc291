"""Ctrl-C during a search: the first one ends the search, and what it has goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from graphres.engine.signals import stoppable
from graphres.strategies import Strategy


@dataclass
class Stops:
    """Searches that Ctrl-C stops, and when it stopped one.

    Parameters
    ----------
    goes_on_with : str
        What the command has when it is stopped, in a few words.
    """

    goes_on_with: str
    seconds: list[float] = field(default_factory=list)

    @contextmanager
    def listening(self) -> Iterator[Callable[[], bool]]:
        """Let the first Ctrl-C ask to stop; the second one ends the command."""
        begun = time.monotonic()
        with stoppable(lambda: self._tell(time.monotonic() - begun)) as is_asked:
            yield is_asked

    def _tell(self, seconds: float) -> str:
        self.seconds.append(round(seconds, 3))
        return (
            f"warning: stopped after {seconds:.0f} s: goes on with {self.goes_on_with}; "
            "press Ctrl-C again to stop"
        )

    def facts(self) -> dict[str, float]:
        """Return what the manifest says of it; nothing where nobody stopped it."""
        return {"stopped_after_seconds": self.seconds[0]} if self.seconds else {}


def stop_at_ctrl_c(strategies: Sequence[Strategy], jobs: int | None) -> Stops:
    """Let Ctrl-C stop the searches among some strategies, unless several jobs are asked for."""
    stops = Stops("the best order so far")
    for each in strategies:
        inner = getattr(each, "base", each)  # what reinsertion is around
        if hasattr(inner, "listening") and (jobs or 1) == 1:
            inner.listening = stops.listening
    return stops

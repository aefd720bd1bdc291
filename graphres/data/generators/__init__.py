"""Synthetic follower graphs: `generate` draws one from a model.

A model is a frozen dataclass whose fields are its options; the table `MODELS` is the one place
where its name is registered, and each field carries the help that the command line shows.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from graphres.close_matches import suggest_or_list
from graphres.data.generators.accounts import followers_from_outside, identifiers, table
from graphres.data.generators.base import Drawn, Model, at_least, checked_sizes, share
from graphres.data.generators.gnm_random import Uniform
from graphres.data.generators.planted_partition import Communities
from graphres.data.generators.platforms import on_two_platforms
from graphres.data.generators.preferential_attachment import Preferential
from graphres.errors import UsageError
from graphres.kernels.hashing import hash_words

if TYPE_CHECKING:
    from graphres.graph import FollowGraph

__all__ = ["MODELS", "Option", "generate", "options"]

MODELS: dict[str, type[Model]] = {
    "preferential": Preferential,
    "communities": Communities,
    "uniform": Uniform,
}


class Option(NamedTuple):
    """An option of a model: its name, default and help."""

    name: str
    default: Any
    help: str


def options(model: str) -> list[Option]:
    """List the options that a model takes beside those of every model.

    Parameters
    ----------
    model : str
        A key of `MODELS`.

    Returns
    -------
    list of Option

    Examples
    --------
    >>> [(option.name, option.default) for option in options("uniform")]
    [('reciprocity', 0.0)]
    """
    return [Option(at.name, at.default, at.metadata["help"]) for at in fields(_model(model))]


def generate(
    model: str = "preferential",
    *,
    n: int = 1000,
    mean_followers: float = 20.0,
    seed: int = 0,
    two_platforms: float | None = None,
    followers_outside: float | None = None,
    **model_options: Any,
) -> FollowGraph:
    """Draw a synthetic follower graph.

    Parameters
    ----------
    model : str
        ``preferential`` (directed preferential attachment, heavy-tailed followers),
        ``communities`` (planted communities around an insular core), ``uniform``.
    n : int
        Accounts.
    mean_followers : float
        Distinct follows for each account: the graph has exactly round(n * mean_followers).
    seed : int
        The same arguments and seed give the same graph, as long as NumPy's generators stay
        what they are.
    two_platforms : float, optional
        Draw the model twice, for two platforms of n/2 accounts each; follows stay on their
        platform. This share of the persons has an account on both; the attribute ``person``
        joins the two.
    followers_outside : float, optional
        Followers from outside the graph for each one inside: fills ``followers_total``.
    **model_options
        As listed by ``options(model)`` and documented in the class of the model.

    Returns
    -------
    FollowGraph
        With attributes ``lang``, ``platform`` and ``joined`` (where the model grows, earlier
        accounts have earlier dates), and ``community`` or ``person`` where there are any. Names
        of accounts are in no relation to their age or position.

    Raises
    ------
    UsageError
        For an unknown model or option, a value out of range, or more follows than the model
        can place among n accounts.

    Notes
    -----
    O(n + m log m), whole arrays at a time.

    Examples
    --------
    >>> graph = generate("preferential", n=200, mean_followers=5, seed=7)
    >>> graph
    <FollowGraph 200 accounts, 1000 follows, follower -> followed>
    >>> graph.accounts.columns.tolist()
    ['account', 'lang', 'platform', 'joined']
    """
    drawing = _made(model, model_options)
    follows = checked_sizes(n, mean_followers)
    rng = _generator(seed, "follows", model, n)
    if two_platforms is None:
        drawn = drawing.draw(rng, n, follows)
    else:
        share("two_platforms", two_platforms)
        drawn = on_two_platforms(drawing, rng, n, follows, two_platforms)
    return _graph(drawn, rng, _generator(seed, "accounts", model, n), followers_outside)


def _graph(
    drawn: Drawn,
    rng: np.random.Generator,
    of_accounts: np.random.Generator,
    outside: float | None,
) -> FollowGraph:
    """Name the accounts in an order that says nothing, and describe them."""
    from graphres.graph import FollowGraph

    n = len(drawn.community)
    place = rng.permutation(n).astype(np.int32)
    total = None
    if outside is not None:
        at_least("followers_outside", outside, 0)
        inside = np.bincount(place[drawn.followed], minlength=n)
        total = followers_from_outside(of_accounts, inside, outside)
    graph, _ = FollowGraph.from_follows(
        identifiers(n),
        place[drawn.follower],
        place[drawn.followed],
        attributes=table(of_accounts, drawn, np.argsort(place)),
        followers_total=total,
    )
    return graph


def _generator(seed: int, *stream: str | int) -> np.random.Generator:
    return np.random.default_rng(hash_words(seed, "generate", *stream))


def _model(name: str) -> type[Model]:
    if name not in MODELS:
        raise UsageError(f"no model {name!r}", do=suggest_or_list(name, MODELS))
    return MODELS[name]


def _made(name: str, given: dict[str, Any]) -> Model:
    """Return the model with the options given; its class checks their values."""
    model = _model(name)
    known = [at.name for at in fields(model)]
    for option in given:
        if option not in known:
            raise UsageError(
                f"{name} takes no option {option!r}", do=suggest_or_list(option, known)
            )
    return model(**given)

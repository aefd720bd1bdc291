"""What a picture of a network says in plain words: its finding, and how to read it."""

from __future__ import annotations

from graphres.report.charts.phrases import first_by
from graphres.report.network.scene import MOST_ACCOUNTS, MOST_TIES, STRONGEST, Removal, Scene
from graphres.report.number_format import count, counted, printable, share

#: Above the two pictures of one scene.
PANEL_TITLES = ("Before", "After")


def tell_finding(scene: Scene) -> str:
    """Tell the picture in a sentence, without a full stop.

    Examples
    --------
    >>> import numpy as np
    >>> none = np.zeros((0, 2), dtype=np.int64)
    >>> empty = none[:, 0]
    >>> tell_finding(Scene(0, 0, "community", [], [], none, empty, empty, none, empty))
    'The network has 0 accounts and 0 follows'
    """
    if not scene.removals or not scene.removals[0].suspended:
        return f"The network has {counted(scene.accounts, 'account')} and {count_follows(scene)}"
    removal = scene.removals[0]
    giant = removal.numbers["giant"]
    gone = first_by(removal.name, removal.suspended)
    return (
        f"Without {gone}, {share(float(giant[removal.end]))} of all "
        f"{count(scene.accounts)} accounts are still connected; "
        f"before, {share(float(giant[0]))} were"
    )


def count_follows(scene: Scene) -> str:
    """Count the follows of a scene, or ties where they are mutual."""
    return counted(scene.follows, "follow" if scene.directed else "tie")


def explain_picture(scene: Scene) -> list[str]:
    """Tell what discs, sizes, colours and lines stand for, in sentences."""
    colour = "community" if scene.grouped_by == "community" else f"{printable(scene.grouped_by)}"
    line = "follow" if scene.directed else "tie"
    if scene.has_communities:
        text = (
            f"A disc is a community, sized by its accounts; a line is the {line}s between two of "
            f"them, drawn for the {STRONGEST} closest of each. "
            f"Above {count(MOST_ACCOUNTS)} accounts or {count(MOST_TIES)} {line}s, communities are "
            "drawn instead of accounts."
        )
        if scene.grouped_by != "community":
            text += f" Colour: the {colour} of most of its accounts."
    elif scene.directed:
        text = f"A disc is an account, sized by its followers; colour: {colour}; lines are follows."
    else:
        text = f"A disc is an account, sized by its ties; colour: {colour}."
    looks = "Filled: connected, in the largest piece. Pale: in a smaller piece. Hollow: suspended."
    return [text, *([looks] if scene.removals else []), *tell_left_out(scene)]


def tell_left_out(scene: Scene) -> list[str]:
    """Tell what is in the network and not in the picture."""
    if not scene.accounts_left_out:
        return []
    verb = "is" if scene.accounts_left_out == 1 else "are"
    return [
        f"Not drawn: {counted(scene.accounts_left_out, 'account')} that {verb} in communities "
        f"smaller than the {count(len(scene.ids))} largest."
    ]


def tell_stop(scene: Scene, removal: Removal, stop: int) -> str:
    """Tell what is left at a stop, as a sentence with numbers."""
    numbers, suspended = removal.numbers, int(removal.at[stop])
    connected = round(float(numbers["giant"][stop]) * scene.accounts)
    broken = scene.accounts - suspended - connected
    if not suspended:
        whole = f"{counted(scene.accounts, 'account')} and {count_follows(scene)}"
        return f"{whole}: {count(connected)} connected, {count(broken)} in smaller pieces."
    follows = "follows" if scene.directed else "ties"
    return (
        f"{counted(suspended, 'account')} suspended ({printable(removal.name)}); "
        f"{count(connected)} still connected, {count(broken)} in smaller pieces; "
        f"{share(float(numbers['follows'][stop]))} of the {follows} left."
    )

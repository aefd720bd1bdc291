"""How a result was measured and what it cannot say, in words for a page; and what is published."""

from __future__ import annotations

from collections.abc import Sequence

from graphres.report.formats.html.content import Table
from graphres.report.formats.html.tables import table
from graphres.report.kinds.campaign.view import BOAST
from graphres.report.kinds.campaign.view import CAUTION as OF_CAMPAIGNS
from graphres.report.kinds.compare.wave_view import CAUTION as OF_WAVES
from graphres.report.kinds.rank.view import CAUTION as OF_RANKS
from graphres.studies.findings import FINDINGS

_GIANT = (
    "Giant: the largest set of accounts that hang together whichever way their follows point, as "
    "a share of all accounts there were at the start, never of what is left. It is exact after "
    "every single removal.",
    "Random removal halves any giant near one half by arithmetic alone: whoever is removed was a "
    "member of it. Only the cut, what the giant loses beyond its removed members, says that the "
    "rest fell apart.",
)
_REACH = (
    "Reach: the mean share of all accounts that hear a message which a source posts, each follow "
    "passing it on with probability p, once. It is measured in sampled worlds, and an interval "
    "of 95 % tells of sampling alone, not of doubt about p; a p measured from reposts is worth "
    "more than any default.",
    "The model knows no content, no time of day, no algorithm that recommends, and no other "
    "platform.",
)
_CAMPAIGN = (
    "Persons, not accounts, live through the days of a campaign: they are suspended, come back "
    "under new accounts, are found again by some of their followers, and follow and are followed "
    "meanwhile. All arms suspend as many accounts on each day and use the same random numbers.",
    "Every person is set beside itself without a campaign, on the same random numbers (arm none). "
    "Followers of a person count zero while the person is away. Where it was ordered who is "
    "suspended how often, a dose's ratio is what that did; where it was counted in the end it "
    "describes: being popular and coming back decide it too.",
    "It can say what follows from these rules at these values, and how far that depends on them. "
    "It cannot say that a real network follows these rules: intervals tell of runs alone, not of "
    "doubt about the parameters.",
)

#: By kind of result.
METHODS: dict[str, Sequence[str]] = {
    "report": (*_GIANT, *_REACH, *_CAMPAIGN),
    "collapse": (*_GIANT, *_REACH),
    "reach": _REACH,
    "rank": (
        "Each account is taken away in the order of the table, on top of those before it. Loss "
        "is what its going takes from the giant, from the largest strong component and from "
        "reach; cut is that part of a loss that others suffer. isolated: accounts that it leaves "
        "without any follow. rank low and rank high: where it stands in 95 % of rankings "
        "made again with a part of the follows hidden or with ties drawn anew; within budget: "
        "the share of those in which it is among as many.",
        *_REACH,
    ),
    "campaign": _CAMPAIGN,
    "frontier": (
        *_CAMPAIGN,
        "Held: the audience of the last 30 days over that of the evening before the first "
        "suspension.",
        BOAST,
    ),
    "intervene": (
        "Every lever acts on accounts of the same budget and is measured in the same sampled "
        "worlds, so that differences are not noise. New audience: hearers who do not follow the "
        "poster. Saved: accounts that would have heard the message, in the mean. Collateral: "
        "accounts acted on without being meant.",
        *_REACH,
    ),
    "sweep": (
        "Every cell of the grid is one run of one command on one graph with one seed and one "
        "choice of values. Cells of other seeds are drawn anew; where a graph is drawn, that too. "
        "Of several seeds the mean is shown, and from three on its interval of 95 %: Student's "
        "over seeds, joined with what the cells leave open themselves.",
        "A grid looks in many places, and the largest of many differences is larger than it "
        "would be again. What was found by looking for it wants another run with other seeds.",
    ),
    "compare": (
        "Beyond noise: the interval of 95 % of the difference leaves 0 out. It is made run by run "
        "where both drew the same, else from both intervals; where nothing is drawn any "
        "difference is one. Where nothing has changed, one estimate in twenty seems to.",
        "It says that two results differ, not why: what was made differently stands above.",
    ),
    "wave": (
        "Predicted: the first snapshot without the suspended, and nothing else changed. Observed: "
        "the second snapshot among the accounts of the first. Random waves alike: as many others, "
        "each about as much followed as one of the suspended, removed from the first snapshot.",
        "If what is predicted lies outside the range of random waves, the place of the suspended "
        "mattered beyond their followers. What is observed beyond what is predicted is all that "
        "happened meanwhile, and what the second crawl missed.",
    ),
}

_OF_POSITIONS = (
    "To be followed, or to carry messages on, describes a position in this network, not conduct, "
    "and is no ground for suspension by itself. Every account needs evidence of a violation of "
    "its own, a person who looks at it, reasons given, and an appeal that somebody hears."
)

CAUTIONS = {
    "report": _OF_POSITIONS,
    "collapse": _OF_POSITIONS,
    "reach": _OF_POSITIONS,
    "rank": f"{OF_RANKS} {_OF_POSITIONS.partition('. ')[2]}",
    "campaign": OF_CAMPAIGNS,
    "frontier": OF_CAMPAIGNS,
    "intervene": "Effects of counter-messages, floods and crowds follow from assumptions, not "
    "findings. Floods and crowds are brigading and mass reporting, which break platform rules and "
    "are used against minorities: what is shown is harm and error, not a plan. "
    f"{_OF_POSITIONS}",
    "sweep": _OF_POSITIONS,
    "compare": _OF_POSITIONS,
    "wave": f"{OF_WAVES} {_OF_POSITIONS}",
}

#: Which findings bear on a result, by name.
_BEARING = {
    "collapse": ("degree-order",),
    "campaign": tuple(f.name for f in FINDINGS if f.name not in ("degree-order", "elsewhere")),
    "frontier": ("replacements", "high-recovery"),
    "intervene": ("elsewhere",),
}

_STATUS = (
    "Status: quoted, read in the publication's own abstract or summary; press, read in press or "
    "on a secondary page; remembered, which is not called published; chosen, which no publication "
    "states. graphres reproduce puts each to a run and computes a verdict."
)


def published(kind: str) -> Table | None:
    """What is published on what a result is about, with its status; None where nothing is."""
    rows = [
        {
            "finding": finding.claim,
            "published": finding.published,
            "status": finding.status,
            "source": "; ".join(dict.fromkeys(map(str, finding.sources))),
        }
        for finding in FINDINGS
        if finding.name in _BEARING.get(kind, ())
    ]
    return table("What is published on it", rows, remark=_STATUS) if rows else None

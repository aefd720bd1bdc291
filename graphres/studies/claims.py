"""What publications claim, and how surely that is known; the tests are in the findings."""

from __future__ import annotations

from typing import NamedTuple


class Publication(NamedTuple):
    """Where a finding is published, and how surely it is known: quoted, press or remembered.

    ``chosen`` is what no publication states: a claim of ours, to which the machinery is held.
    """

    text: str
    address: str
    status: str

    def __str__(self) -> str:
        """As it is cited."""
        return f"{self.text}, {self.address}"


class Claim(NamedTuple):
    """What a finding claims in our own words, the figures published, and where."""

    claim: str
    published: str
    sources: tuple[Publication, ...]

    @property
    def status(self) -> str:
        """How surely it is known: every status of its sources, the surest first."""
        statuses = {source.status for source in self.sources}
        order = ("quoted", "press", "remembered", "chosen")
        return ", ".join(name for name in order if name in statuses)


_PEREZ = "Berger & Perez 2016, The Islamic State's Diminishing Returns on Twitter"
_PEREZ_AT = "extremism.gwu.edu"

BERGER_PEREZ = Publication(_PEREZ, _PEREZ_AT, "quoted")
BERGER_PEREZ_PRESS = Publication(_PEREZ, _PEREZ_AT, "press")
BERGER_WAVE = Publication(
    "Berger, 10 April 2015",
    "intelwire.blogspot.com/2015/04/isis-strategy-aq-fractures-twitter.html",
    "quoted",
)
BERGER_CONTRAST = Publication(
    "Berger 2016, Nazis vs. ISIS on Twitter", "extremism.gwu.edu", "press"
)
BERGER_MORGAN = Publication(
    "Berger & Morgan 2015, The ISIS Twitter Census", "brookings.edu", "press"
)
CONWAY = Publication(
    "Conway et al. 2017, Disrupting Daesh", "doi:10.1080/1057610X.2018.1513984", "press"
)
ALEXANDER = Publication("Alexander 2017, Digital Decay", "extremism.gwu.edu", "quoted")
WRIGHT = Publication("Wright et al. 2016, Resurgent Insurgents", "doi:10.15664/jtr.1213", "quoted")
AMARASINGAM = Publication("Amarasingam, December 2015", "as told by Wright et al. 2016", "press")
AMARASINGAM_TELEGRAM = Publication(
    "Amarasingam, Maher & Winter 2021, How Telegram Disruption Impacts Jihadist Platform Migration",
    "crestresearch.ac.uk",
    "quoted",
)
MCCABE = Publication("McCabe et al. 2024", "doi:10.1038/s41586-024-07524-8", "quoted")
ALI = Publication("Ali et al. 2021", "doi:10.1145/3447535.3462637", "quoted")
HORTA = Publication("Horta Ribeiro et al. 2024", "arXiv:2401.01253", "quoted")
COHEN = Publication("Cohen et al. 2000", "doi:10.1103/PhysRevLett.85.4626", "quoted")
SCHNEIDER = Publication("Schneider et al. 2011", "doi:10.1073/pnas.1009440108", "remembered")

#: For what no publication that is known of states.
CHOSEN = Publication("stated by no publication", "docs/evidence.md", "chosen")

#: By the name of the finding that tests it.
CLAIMS: dict[str, Claim] = {
    "trend": Claim(
        "Persons suspended again and again lose followers from return to return",
        "one user: 2,000, then 700, then under 40; four users, all declining",
        (BERGER_PEREZ, BERGER_PEREZ_PRESS),
    ),
    "recovery": Claim(
        "Who returns stays below the earlier level",
        "devastating reductions; friends could not find a returned user",
        (BERGER_PEREZ, BERGER_PEREZ_PRESS),
    ),
    "flat": Claim(
        "Under 2 % a day, once settled, mean followers are flat where they would have grown",
        "average followers flat over 30 days; under 2 % suspended a day",
        (BERGER_PEREZ, BERGER_PEREZ_PRESS),
    ),
    "wave": Claim(
        "A wave lowers mean followers and the number of accounts; then both are flat",
        "large waves shrink the network, routine suspension holds it flat",
        (BERGER_PEREZ,),
    ),
    "persistence": Claim(
        "The decline of the repeatedly suspended lasts after pressure eases; removal alone heals",
        "declines persisted after the pressure eased",
        (BERGER_PEREZ,),
    ),
    "replacements": Claim(
        "The replacement ratio needed to hold the audience grows with pressure",
        "the boast: 10 for 1; in one wave at least 2,000 created for 10,000 suspended: 0.2",
        (BERGER_WAVE,),
    ),
    "skew": Claim(
        "Most accounts have far fewer followers than the mean, a few have many",
        "mean 1,004; most under 500; none above 50,000",
        (BERGER_MORGAN,),
    ),
    "targeting": Claim(
        "Suspended accounts had about twice the followers of the rest",
        "2 times the followers of the rest",
        (BERGER_MORGAN,),
    ),
    "pressure-ratio": Claim(
        "Accounts under low pressure have many times the followers of those under high pressure",
        "median 8 times, mean 22 times; 13 times, tied to longer account life",
        (BERGER_CONTRAST, CONWAY),
    ),
    "young-first": Claim(
        "Under high pressure many new accounts are suspended within two days, else hardly any",
        "over 30 % against under 1 %; those removed fastest are missing",
        (CONWAY,),
    ),
    "degree-order": Claim(
        "R(adaptive degree) <= R(static degree) < R(random)",
        "targeted removal beats random failure; recomputed degrees beat fixed ones",
        (COHEN, SCHNEIDER),
    ),
    "elsewhere": Claim(
        "Who leaves for another platform has a smaller audience, although more active there",
        "activity up, audience down; attention -63 % [-75, -46] and -43 % [-57, -24]",
        (ALI, HORTA),
    ),
    "high-recovery": Claim(
        "Where followers find the returned again, findings 1 to 4 weaken or vanish",
        "less disruptive than thought; one user regained most of 1,000 over 90 times",
        (WRIGHT, AMARASINGAM),
    ),
    "second-window": Claim(
        "Where audiences overlap, losing the second platform costs more new audience",
        "nothing that is known of",
        (CHOSEN,),
    ),
    "private-audience": Claim(
        "Accounts driven private lose more of their new audience than of their present one",
        "nothing that is known of",
        (CHOSEN,),
    ),
    "counter-at-once": Claim(
        "Counter-speech at once beats the same budget late",
        "nothing that is known of",
        (CHOSEN,),
    ),
    "random-reports": Claim(
        "Random reporting is weaker than targeted suspension and hits others as well",
        "nothing that is known of",
        (CHOSEN,),
    ),
    "single-blow": Claim(
        "Accounts opened under sustained pressure live shorter than after a single blow",
        "302 days on average after single action days, 14 after sustained ones; 12 against 105 "
        "newly created",
        (AMARASINGAM_TELEGRAM,),
    ),
    "dose-order": Claim(
        "The more suspended accounts somebody followed, the less circulates there afterwards",
        "a dose-response by suspended accounts followed, 1 to 10 and more; order, not size",
        (MCCABE,),
    ),
}

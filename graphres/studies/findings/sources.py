"""The publications that findings are from. The status is how surely a figure of theirs is known."""

from __future__ import annotations

from graphres.studies.findings.finding import Source

_PEREZ = "Berger & Perez 2016, The Islamic State's Diminishing Returns on Twitter"
_PEREZ_AT = "extremism.gwu.edu"

BERGER_PEREZ = Source(_PEREZ, _PEREZ_AT, "quoted")
BERGER_PEREZ_PRESS = Source(_PEREZ, _PEREZ_AT, "press")
BERGER_WAVE = Source(
    "Berger, 10 April 2015",
    "intelwire.blogspot.com/2015/04/isis-strategy-aq-fractures-twitter.html",
    "quoted",
)
BERGER_CONTRAST = Source("Berger 2016, Nazis vs. ISIS on Twitter", "extremism.gwu.edu", "press")
BERGER_MORGAN = Source("Berger & Morgan 2015, The ISIS Twitter Census", "brookings.edu", "press")
CONWAY = Source(
    "Conway et al. 2017, Disrupting Daesh", "doi:10.1080/1057610X.2018.1513984", "press"
)
ALEXANDER = Source("Alexander 2017, Digital Decay", "extremism.gwu.edu", "quoted")
WRIGHT = Source("Wright et al. 2016, Resurgent Insurgents", "doi:10.15664/jtr.1213", "quoted")
AMARASINGAM = Source("Amarasingam, December 2015", "as told by Wright et al. 2016", "press")
AMARASINGAM_TELEGRAM = Source(
    "Amarasingam, Maher & Winter 2021, How Telegram Disruption Impacts Jihadist Platform Migration",
    "crestresearch.ac.uk",
    "quoted",
)
MCCABE = Source("McCabe et al. 2024", "doi:10.1038/s41586-024-07524-8", "quoted")
ALI = Source("Ali et al. 2021", "doi:10.1145/3447535.3462637", "quoted")
HORTA = Source("Horta Ribeiro et al. 2024", "arXiv:2401.01253", "quoted")
COHEN = Source("Cohen et al. 2000", "doi:10.1103/PhysRevLett.85.4626", "quoted")
SCHNEIDER = Source("Schneider et al. 2011", "doi:10.1073/pnas.1009440108", "remembered")

#: For what no publication that is known of states.
CHOSEN = Source("stated by no publication", "docs/evidence.md", "chosen")

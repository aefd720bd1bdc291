"""The rooms of the house: one list, in setup.cfg and in CONTRIBUTING.md."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def _layers(contract: str) -> list[str]:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    return setup[f"importlinter:contract:{contract}"]["layers"].split()


def _rows() -> list[tuple[str, str]]:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    house = text.split("## The house")[1].split("\n## ")[0]
    return re.findall(r"^\| `(\w+)` \| (.+) \|$", house, re.MULTILINE)


def test_the_table_of_rooms_is_the_contract() -> None:
    assert [name for name, _ in _rows()] == _layers("layers")


def test_the_rooms_of_studies_are_named_in_order() -> None:
    studies = dict(_rows())["studies"]
    assert re.findall(r"`(\w+)(?:/|\.py)`", studies) == _layers("studies")


def test_every_room_is_there() -> None:
    package = ROOT / "graphres"
    rooms = {path.stem for path in package.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert rooms - {"__init__", "__main__", "__pycache__", "py"} == set(_layers("layers"))


def test_the_way_of_a_command_names_what_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    steps = re.findall(r"^\d+\. `([\w/]+\.py):(\w+)` → ", text, re.MULTILINE)
    assert 5 < len(steps) <= 12
    for path, name in steps:
        assert re.search(
            rf"^ *def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE
        )

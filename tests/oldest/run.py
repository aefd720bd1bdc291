"""Install the lowest versions that setup.cfg allows, and run the core of the tests with them.

    python tests/oldest/run.py [TEST...]

The environment is made in a temporary folder, and goes in the end.
"""

from __future__ import annotations

import configparser
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: The rooms that calculate and read; charts, pages and browsers need extras.
_TESTS = ("tests/graph", "tests/measures", "tests/spread", "tests/data/reading", "tests/kernels")
_RUNNERS = ("pytest", "hypothesis", "pytest-xdist")


def lowest(text: str) -> list[str]:
    """Requirements with a lower bound, pinned to it.

    >>> lowest("numpy >= 2.0\\n%(plot)s\\npandas-stubs")
    ['numpy==2.0.*']
    """
    bounds = re.findall(r"^([\w-]+) >= ([\d.]+)$", text, re.MULTILINE)
    return [f"{name}=={_wide(version)}" for name, version in bounds]


def _wide(version: str) -> str:
    """A version as it is where it names a patch, else its first releases."""
    return version if version.count(".") > 1 else f"{version}.*"


def requirements() -> list[str]:
    """The lowest versions of what graphres itself needs, and what runs tests."""
    setup = configparser.ConfigParser(interpolation=None)
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    return [*lowest(setup["options"]["install_requires"]), *_RUNNERS]


def main(tests: list[str]) -> int:
    """Make the environment, and run the tests; their status."""
    with tempfile.TemporaryDirectory(prefix="graphres-oldest-") as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        python = Path(folder, "Scripts" if sys.platform == "win32" else "bin", "python")
        pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, *requirements()], check=True)
        subprocess.run([*pip, "--no-deps", "-e", str(ROOT)], check=True)
        subprocess.run([str(python), "-m", "graphres", "info", "--environment"], check=True)
        command = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        return subprocess.run([*command, *(tests or _TESTS)], cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Whether what draws charts and pages is installed."""

from __future__ import annotations

from importlib.util import find_spec

from graphres.errors import UnfinishedError

#: What the extra ``plot`` brings: the module of each package.
_PACKAGES = {"altair": "altair", "jinja2": "jinja2", "vl-convert-python": "vl_convert"}


def need_plot_extra() -> None:
    """See that charts and pages can be made.

    Raises
    ------
    UnfinishedError
        Naming what is missing, and how to install it.
    """
    missing = [package for package, module in _PACKAGES.items() if find_spec(module) is None]
    if missing:
        raise UnfinishedError(
            f"charts and pages need {' and '.join(missing)}, not installed here",
            do=f"pip install {' '.join(missing)}",
        )

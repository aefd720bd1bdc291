"""How Sphinx builds the pages: ``sphinx-build -W docs docs/_build``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import graphres

project = "graphres"
release = version = graphres.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]

templates_path = ["_templates"]

html_theme = "pydata_sphinx_theme"
html_theme_options = {
    "logo": {"text": "graphres"},
    "navbar_center": [],
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": [],
    "footer_end": [],
}
html_sidebars = {"**": ["sections.html"]}
html_title = "graphres"
html_static_path = ["_static"]
html_css_files = ["wide.css"]
html_show_copyright = False
html_show_sourcelink = False

myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "none"  # numpydoc says the types, with shapes
napoleon_google_docstring = False
napoleon_use_rtype = False

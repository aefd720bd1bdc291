"""The one small grammar behind every EXPR: columns, literals, comparisons, and/or/not/in.

`parse` reads an expression over columns (``--where``, ``--until``, ``attribute:`` …) and
`parse_condition` one over results (``--fail-if``). Nothing in either can call, look up an
attribute, or reach anything but the columns it is handed.

>>> import graphres.data.expressions as expressions
>>> wanted = expressions.parse("lang in ('de', 'fr') and followers >= 100")
>>> columns = {"lang": ["de", "en", "fr", None], "followers": [250, 900, 40, 500]}
>>> wanted.evaluate(columns).tolist()
[True, False, False, False]
"""

from graphres.data.expressions.conditions import Condition, parse_condition
from graphres.data.expressions.evaluation import Expression, parse

__all__ = ["Condition", "Expression", "parse", "parse_condition"]

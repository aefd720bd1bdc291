"""The steps of a day, a file a step, each a function of the world that it changes.

In this order: `come_back`, `rediscover`, `grow`, `lose`, `suspend`.
"""

from graphres.campaigns.steps.growth import grow
from graphres.campaigns.steps.loss import lose
from graphres.campaigns.steps.rediscovery import rediscover
from graphres.campaigns.steps.returning import come_back
from graphres.campaigns.steps.suspension import suspend

__all__ = ["come_back", "grow", "lose", "rediscover", "suspend"]

"""The steps of a day, a file a step, each a function of the world that it changes.

In this order: `come_back`, `rediscover`, `grow`, `lose`, `suspend`.
"""

from graphres.campaigns.steps.step_1_return import come_back
from graphres.campaigns.steps.step_2_rediscovery import rediscover
from graphres.campaigns.steps.step_3_growth import grow
from graphres.campaigns.steps.step_4_loss import lose
from graphres.campaigns.steps.step_5_suspension import suspend

__all__ = ["come_back", "grow", "lose", "rediscover", "suspend"]

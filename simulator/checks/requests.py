"""Checks a whole request body by the name of its table."""

from typing import Any

import simulator.checks.flex
import simulator.checks.menus
import simulator.checks.sending  # noqa: F401 - registers its checks
from simulator.checks.problems import Problem
from simulator.checks.walk import Walk


def problems_of(table: str, body: Any) -> list[Problem]:
    """Everything LINE would refuse in this body; an empty list is a good body."""
    walk = Walk()
    walk.object(table, (), body)
    return walk.sheet.problems

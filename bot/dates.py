"""Times as people here read them: Asia/Bangkok, the Buddhist era, and how long something has waited."""

from datetime import datetime

from bot.texts import name
from models.centres import BANGKOK, BUDDHIST


def short_date(at: datetime, language: str) -> str:
    """Day, short month and year; English readers get the common era."""
    local = at.astimezone(BANGKOK)
    year = local.year + (BUDDHIST if language == "th" else 0)
    return f"{local.day} {name('months', str(local.month), language)} {year}"


def date_and_time(at: datetime, language: str) -> str:
    return f"{short_date(at, language)} {at.astimezone(BANGKOK):%H:%M}"


def waited(since: datetime, now: datetime, language: str) -> str:
    """The largest whole unit."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes < 1:
        return name("words", "now", language)
    unit, n = (
        ("minutes", minutes)
        if minutes < 60
        else ("hours", minutes // 60)
        if minutes < 2880
        else ("days", minutes // 1440)
    )
    return name("words", unit, language).format(n=n)

"""What is known of a service, as a card: who may get it, how much, what to bring, where; figures expire."""

from datetime import date, datetime
from typing import Any

from bot import flex
from bot.texts import lines, neutral_alt, services, template
from models.centres import BANGKOK


def message(part: dict[str, Any], language: str, now: datetime) -> dict[str, Any]:
    """A part `{"template", "intent", "slots"}`; some endings are a plain text, because the card was shown before."""
    given, slots = template(part["template"], language), part.get("slots", {})
    if "plain" in given:
        return {"type": "text", "text": given["plain"].format_map(slots)}
    service = services(language)[part["intent"]]
    today = now.astimezone(BANGKOK).date()
    body = [flex.text(line, bold=True) for line in lines(given["say"], slots)]
    body += _sections(service, today, language)
    if given.get("ask"):
        body.append(flex.text(given["ask"], bold=True))
    if given.get("foot"):
        body.append(flex.text(given["foot"], size="sm", colour=flex.GREY))
    return flex.message(flex.bubble(service["name"], body), neutral_alt(language))


def _sections(service: Any, today: date, language: str) -> list[flex.Box]:
    words = template("answer.words", language)
    parts = [flex.text(service["about"])] if service["about"] else []
    rows = {
        "eligible": service["eligible"],
        "figures": figures(service, today, words["expired"]),
        "documents": [f"☐ {one}" for one in service["documents"]],
        "where": [service["where"]],
        "when": [service["when"]],
        "next": [service["next"], service["decides"]],
        "telephone": [" · ".join(service["telephone"])],
    }
    parts += [flex.section(words[key], [r for r in given if r]) for key, given in rows.items() if any(given)]
    return parts


def figures(service: Any, today: date, expired: str) -> list[str]:
    """Each figure, or after its expiry the words that send to a human instead."""
    said = [
        f["text"].format(amount=f["amount"]) if today <= f["expires"] else expired for f in service.get("figures", ())
    ]
    return list(dict.fromkeys(said))

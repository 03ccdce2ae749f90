"""Lists and cards of tickets: the member's queue, one ticket with its timeline, the resident's own list."""

from datetime import datetime
from typing import Any

from bot import flex
from bot.buttons import postback
from bot.dates import date_and_time, short_date, waited
from bot.texts import fill, lines, name, neutral_alt, template

COLOURS = {"emergency": flex.RED, "urgent": "#A15C00", "normal": flex.GREEN}
LONGEST_WORDS = 600  # characters of one timeline line on a card (a bubble holds 30 KB)


def queue(part: dict[str, Any], language: str, now: datetime) -> dict[str, Any]:
    """A part `{"which", "tickets", "more"}`: a card each, or a word that there is none."""
    which, tickets, given = part["which"], part["tickets"], template("staff.queue", language)
    if not tickets:
        return {"type": "text", "text": given[f"{which}_empty"]}
    title = given[which].format(count=len(tickets) + part.get("more", 0))
    bubbles = [_row(t, language, now) for t in tickets]
    if part.get("more"):
        bubbles.append(flex.bubble(title, [flex.text(given["more"].format(more=part["more"]))]))
    return flex.carousel(bubbles, title)


def _row(ticket: dict[str, Any], language: str, now: datetime) -> flex.Box:
    do = "take" if ticket["state"] == "waiting" else "show"
    footer = [_button(ticket, d, language, main=d == do) for d in dict.fromkeys((do, "show"))]
    body = [flex.text(line) for line in _facts(ticket, language, now)]
    return flex.bubble(ticket["number"], body, footer, colour=COLOURS[ticket["urgency"]])


def _facts(ticket: dict[str, Any], language: str, now: datetime) -> list[str]:
    given = template("staff.card", language)
    opened = datetime.fromisoformat(ticket["opened_at"])
    slots = {
        "state_name": name("states", ticket["state"], language),
        "waited": waited(opened, now, language),
        "area": ticket["area"],
        "desk_name": name("desks", ticket["desk"], language),
    }
    head = f"{name('urgencies', ticket['urgency'], language)} · {_topic(ticket, language)}"
    return [head, fill(given["state"], slots), fill(given["where"], slots)]


def _topic(ticket: dict[str, Any], language: str) -> str:
    """What it is about; a restricted topic is not named in lists."""
    if ticket.get("intent") is None:
        return "🔒"
    return ", ".join(name("intents", i, language) for i in (ticket["intent"], *ticket.get("also", ())))


def ticket(part: dict[str, Any], language: str, now: datetime) -> dict[str, Any]:
    """A part `{"ticket", "heading", "notes", "actions"}`: everything a member with the right may see."""
    one, given = part["ticket"], template("staff.card", language)
    body = []
    if part.get("heading"):
        slots = {"taker": one.get("taker", "")}
        said = lines(template(part["heading"], language)["say"], slots)
        body += [flex.text(line, bold=True) for line in said]
    body += [flex.text(line) for line in _facts(one, language, now)]
    if one.get("taker"):
        body.append(flex.text(given["taker"].format(taker=one["taker"])))
    if one.get("because"):
        body.append(flex.text(given["because"].format(because=", ".join(one["because"])), size="sm", colour=flex.GREY))
    body += [flex.text(given[flag], size="sm", colour=flex.RED) for flag in ("restricted", "covert") if one.get(flag)]
    body += [_note(note, language) for note in part["notes"]]
    actions = part["actions"]
    footer = [_button(one, do, language, main=i == 0) for i, do in enumerate(actions)]
    return flex.message(flex.bubble(one["number"], body, footer, colour=COLOURS[one["urgency"]]), one["number"])


def _note(note: dict[str, Any], language: str) -> flex.Box:
    given = template("staff.card", language)
    at = date_and_time(datetime.fromisoformat(note["at"]), language)
    head = fill(given["note"], {"at": at, "kind_name": name("notes", note["kind"], language)})
    words = note["words"]
    if note["kind"] in {"media", "pressed"}:
        words = name("media", words, language)
    if note["kind"] == "alarmed":
        words = name("words", "people", language).format(n=words)
    if len(words) > LONGEST_WORDS:
        words = words[: LONGEST_WORDS - 1] + "…"
    return flex.column(
        [flex.text(head, size="xs", colour=flex.GREY), *([flex.text(words)] if words else [])],
        spacing="none", backgroundColor=flex.PALE, paddingAll="8px", cornerRadius="6px",
    )  # fmt: skip


def _button(ticket: dict[str, Any], do: str, language: str, *, main: bool) -> flex.Box:
    action = postback({"do": do, "on": ticket["id"], "v": ticket["version"]}, language, longest=40)
    return flex.button(action, main=main)


def status(part: dict[str, Any], language: str, now: datetime) -> dict[str, Any]:
    """A part `{"tickets", "hidden"}`: the resident's own list; urgent restricted tickets never come here."""
    del now
    given = template("status.list", language)
    rows = []
    for one in part["tickets"]:
        opened = short_date(datetime.fromisoformat(one["opened_at"]), language)
        head = given["line"].format(number=one["number"], name=_topic(one, language))
        state = given["state"].format(state_name=name("states", one["state"], language), opened=opened)
        rows.append(flex.column([flex.text(head, bold=True), flex.text(state, colour=flex.GREY)], spacing="xs"))
    if part.get("hidden"):
        rows.append(flex.text(given["hidden"].format(hidden=part["hidden"])))
    return flex.message(flex.bubble(given["title"], rows), neutral_alt(language))

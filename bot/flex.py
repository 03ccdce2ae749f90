"""The few Flex shapes we draw with: bubbles, lines and buttons, calm and readable at arm's length."""

from typing import Any

GREEN, DARK, GREY, RED, PALE = "#0B6B57", "#1F2A2E", "#5C6B70", "#B3261E", "#EAF4F1"
Box = dict[str, Any]


def text(words: str, *, size: str = "md", colour: str = DARK, bold: bool = False) -> Box:
    """A wrapped line. LINE refuses an empty text, so a blank stands for it."""
    weight = "bold" if bold else "regular"
    return {"type": "text", "text": words or " ", "wrap": True, "size": size, "color": colour, "weight": weight}


def column(parts: list[Box], *, spacing: str = "sm", **more: Any) -> Box:
    return {"type": "box", "layout": "vertical", "spacing": spacing, "contents": parts, **more}


def call(number: str) -> Box:
    """A button that telephones."""
    action = {"type": "uri", "label": f"☎ {number}", "uri": f"tel:{number}"}
    return {"type": "button", "action": action, "style": "secondary", "height": "sm"}


def button(action: dict[str, Any], *, main: bool = False) -> Box:
    style = {"style": "primary", "color": GREEN} if main else {"style": "secondary"}
    return {"type": "button", "action": action, "height": "sm", **style}


def section(heading: str, rows: list[str]) -> Box:
    """A heading with its lines."""
    return column([text(heading, size="sm", colour=GREEN, bold=True), *(text(row) for row in rows)], spacing="xs")


def bubble(title: str, parts: list[Box], footer: list[Box] | None = None, *, colour: str = GREEN) -> Box:
    """One card: a coloured title, the body, and buttons below."""
    head = column([text(title, size="lg", colour="#FFFFFF", bold=True)], backgroundColor=colour, paddingAll="14px")
    made: Box = {"type": "bubble", "size": "mega", "header": head, "body": column(parts or [text(" ")], spacing="md")}
    if footer:
        made["footer"] = column(footer)
    return made


def message(contents: Box, alt: str) -> Box:
    return {"type": "flex", "altText": alt, "contents": contents}


def carousel(bubbles: list[Box], alt: str) -> Box:
    """Up to 12 cards side by side; one alone is just a card."""
    whole = bubbles[0] if len(bubbles) == 1 else {"type": "carousel", "contents": bubbles[:12]}
    return message(whole, alt)

"""Rich menus: drawn from content, published once per drawing, and linked to whoever should see them.

LINE allows 100 creations an hour and never replaces a picture, so a menu is made again only when its content
hash changes.
"""

import json
import tomllib
from hashlib import sha256
from typing import Any

import typst
from sqlalchemy.orm import Session

from bot import queues, texts
from bot.buttons import postback
from bot.wires import Wires
from models import people
from models.menus import RichMenu, published

NAMES = ("resident", "staff")
WIDTH, HEIGHT = 2500, 1686
FOLDER = texts.CONTENT / "menus"


def publish(wires: Wires) -> dict[str, str]:
    """Make LINE show our menus; returns `made` or `kept` for each. Raises NotNow or Undeliverable."""
    there = wires.line.menu_ids()
    done = {}
    for name in NAMES:
        done[name] = _publish_one(wires, name, there)
    _call_members(wires)
    return done


def _call_members(wires: Wires) -> None:
    """Ring for every member whose menu is not this one yet; those not heard are settled by the clock."""
    with wires.sessions.begin() as session:
        unsettled = people.unsettled(session)
    for person in unsettled:
        wires.doorbell.ring(queues.SETTLE, person, queue=queues.DELIVER)


def _publish_one(wires: Wires, name: str, there: set[str]) -> str:
    menu = load(name)
    wanted = content_hash(menu)
    with wires.sessions.begin() as session:
        known = published(session, name)
        former = known.line_id if known else None
        same = known is not None and known.content_hash == wanted
    if same and former in there:
        _show_to_all(wires, name, former or "")
        return "kept"
    identity = wires.line.create_menu(line_object(menu), picture(menu))
    _show_to_all(wires, name, identity)
    with wires.sessions.begin() as session:
        _write_down(session, name, wanted, identity)
    if former in there:
        wires.line.delete_menu(former or "")
    return "made"


def _show_to_all(wires: Wires, name: str, identity: str) -> None:
    """The resident's menu is everybody's default; members are linked one by one (workers/settling.py)."""
    if name == "resident":
        wires.line.default_menu(identity)


def _write_down(session: Session, name: str, wanted: str, identity: str) -> None:
    row = published(session, name) or RichMenu(name=name)
    row.content_hash, row.line_id = wanted, identity
    session.add(row)


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def content_hash(menu: dict[str, Any]) -> str:
    drawing = (FOLDER / "menu.typ").read_bytes()
    return sha256(json.dumps(menu, sort_keys=True).encode() + drawing).hexdigest()


def line_object(menu: dict[str, Any]) -> dict[str, Any]:
    """LINE's rich menu object: areas row by row, each a postback that also stands in the chat as its word."""
    wide, high = WIDTH // menu["columns"], HEIGHT // menu["rows"]
    areas = [
        {
            "bounds": {
                "x": i % menu["columns"] * wide,
                "y": i // menu["columns"] * high,
                "width": wide,
                "height": high,
            },
            "action": postback({"do": area["do"], "label": area["label"]}, "th"),
        }
        for i, area in enumerate(menu["areas"])
    ]
    return {
        "size": {"width": WIDTH, "height": HEIGHT}, "selected": False, "name": f"klaiban {menu['name']}",
        "chatBarText": menu["chat_bar"], "areas": areas,
    }  # fmt: skip


def picture(menu: dict[str, Any]) -> bytes:
    """The drawing as PNG, 2500 x 1686, in Sarabun (OFL)."""
    drawn = typst.compile(
        str(FOLDER / "menu.typ"), format="png", ppi=72.0, sys_inputs={"menu": json.dumps(menu)},
        font_paths=[str(texts.CONTENT / "fonts")], ignore_system_fonts=True,
    )  # fmt: skip
    assert isinstance(drawn, bytes)
    return drawn

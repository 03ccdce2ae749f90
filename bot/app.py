"""The Flask application: the webhook and the health pages, and nothing else."""

from dataclasses import dataclass

from flask import Flask

from bot import logs
from bot.health import health
from bot.inbox import Inbox
from bot.ringer import Ringer
from bot.webhook import MOST, webhook
from bot.wires import Wires, wire


@dataclass(frozen=True, slots=True)
class WebRoom:
    """What requests of this process share."""

    wires: Wires
    inbox: Inbox
    ringer: Ringer


def create_app(wires: Wires | None = None) -> Flask:
    """The application; without wires, those of the environment."""
    # One connection for the inbox thread, the others for health pages; a caller waits half a second at most.
    held = wires or wire(pool=2, wait=0.5)
    logs.begin("web", held.settings.log)
    app = Flask("klaiban", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST
    app.extensions["klaiban"] = WebRoom(held, Inbox(held), Ringer(held.doorbell))
    app.register_blueprint(webhook)
    app.register_blueprint(health)
    return app

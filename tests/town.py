"""A small town in one process: the real webhook, decisions and letters on a real database, against simulated LINE.

Doorbells are collected and answered when a test says `work()`; the clock stands still until a test moves it.
"""

import itertools
import threading
from datetime import UTC, datetime, timedelta
from importlib import import_module

from sqlalchemy import select
from werkzeug.serving import make_server

from bot.app import create_app
from handlers.vocabulary import Role
from models import members, people
from models.letters import Letter
from models.rungs import Rung
from models.tickets import Ticket
from tests.player import Phone, words_of
from workers.sweep import sweep


class Bell:
    """A doorbell that remembers who rang."""

    def __init__(self) -> None:
        self.rings, self.deaf, self.redis = [], False, None

    def ring(self, job, identity, *, queue) -> bool:
        if not self.deaf:
            self.rings.append((job, identity, queue))
        return not self.deaf


class Town:
    counter = itertools.count(0x1000)

    def __init__(self, wires, simulator) -> None:
        self.wires, self.simulator, self.bell = wires, simulator, Bell()
        self.ahead = timedelta()
        wires.now, wires.doorbell = self.now, self.bell
        self.phones = {}

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def later(self, **time) -> None:
        self.ahead += timedelta(**time)

    def arrives(self, name: str, role: str | None = None, centre: str = "820805") -> Phone:
        """Somebody adds the account; staff send their code."""
        user = f"U{next(self.counter):032x}"
        self.simulator.ask("/sim/people", {"name": name, "user_id": user, "follow": True})
        self.phones[name] = phone = Phone(self, user)
        if role is not None:
            with self.wires.sessions.begin() as session:
                code = members.invite(session, centre, Role(role), self.now())
            phone.ask("say", {"text": code})
        self.work()
        phone.look_away()
        return phone

    def says(self, phone: Phone, text: str) -> str:
        """She writes; what she hears because of it."""
        phone.look_away()
        phone.ask("say", {"text": text})
        self.work()
        return self.heard(phone)

    def presses(self, phone: Phone, label: str) -> str:
        phone.look_away()
        phone.ask("press", {"label": label})
        self.work()
        return self.heard(phone)

    def heard(self, phone: Phone) -> str:
        return "\n".join(words_of(m["message"]) for m in phone.new())

    def work(self) -> None:
        """Answer the doorbell until it is quiet."""
        while self.bell.rings:
            job, identity, _queue = self.bell.rings.pop(0)
            module, _, function = job.rpartition(".")
            getattr(import_module(module), function)(identity.hex)

    def sweeps(self, times: int = 1) -> None:
        for _ in range(times):
            sweep(self.wires)
            self.work()

    def rows(self, table, *where):
        with self.wires.sessions.begin() as session:
            return list(session.scalars(select(table).where(*where)))

    @property
    def tickets(self):
        return sorted(self.rows(Ticket), key=lambda t: t.opened_at)

    @property
    def letters(self):
        return sorted(self.rows(Letter), key=lambda row: row.created_at)

    @property
    def rungs(self):
        return sorted(self.rows(Rung), key=lambda r: (r.round, r.step))

    def person(self, phone: Phone):
        with self.wires.sessions.begin() as session:
            return people.remembered(session, self.wires.vault, phone.user, self.now())

    # Phone asks a service for its simulator; the town is one.
    @property
    def service(self):
        return self


class Street:
    """The web server of the town, on a thread."""

    def __init__(self, wires) -> None:
        self.app = create_app(wires)
        # In one process the ringer's thread would race the test: ring at once, whatever the burst.
        room = self.app.extensions["klaiban"]
        object.__setattr__(room, "ringer", self)
        self.wires = wires
        self.server = make_server("127.0.0.1", 0, self.app, threaded=True)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def ring(self, rings) -> None:
        for job, identity, queue, _wait in rings:
            self.wires.doorbell.ring(job, identity, queue=queue)

    @property
    def callback(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/callback"

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join(5)
        self.server.server_close()

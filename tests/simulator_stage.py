"""The stage for the simulator's tests: a running simulator and a small bot server that hears its webhooks."""

import contextlib
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from simulator import driving

SECRET = "stage-secret"
TOKEN = "stage-token"
ALICE = "U" + "a" * 32
BOB = "U" + "b" * 32


@dataclass
class Bot:
    """Hears webhooks; answers with the status asked for, and calls `answer` for each event."""

    heard: list = field(default_factory=list)  # (headers, raw body)
    status: int = 200
    delay_s: float = 0
    answer: object = None
    address: str = ""

    @property
    def events(self):
        return [event for _, raw in self.heard for event in json.loads(raw)["events"]]

    @property
    def token(self):
        """The newest reply token."""
        return [event["replyToken"] for event in self.events if "replyToken" in event][-1]


def handler_for(bot):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            bot.heard.append((dict(self.headers), raw))
            status, delay = bot.status, bot.delay_s
            time.sleep(delay)
            with contextlib.suppress(ConnectionError):
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()
            for event in json.loads(raw)["events"] if bot.answer and status == 200 else []:
                bot.answer(event)

        def log_message(self, *_):
            pass

    return Handler


@contextlib.contextmanager
def listening(bot):
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(bot))
    server.daemon_threads = True
    bot.address = f"http://127.0.0.1:{server.server_port}/callback"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield bot
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextlib.contextmanager
def stage(*words):
    """A simulator process and the bot it sends webhooks to."""
    with listening(Bot()) as bot:
        line = driving.start(bot.address, *words, token=TOKEN, secret=SECRET)
        try:
            yield line, bot
        finally:
            line.stop()


def clean(line, bot):
    """The same stage, as on the first evening."""
    line.sim("POST", "/reset")
    line.sim("DELETE", "/faults")
    bot.heard.clear()
    bot.status, bot.delay_s, bot.answer = 200, 0, None
    line.person("Alice", user_id=ALICE)


def stage_fixtures(*words):
    """The three fixtures most tests want: a stage for the module, and a clean simulator and bot for each test."""

    @pytest.fixture(scope="module")
    def running():
        with stage(*words) as (line, bot):
            yield line, bot

    @pytest.fixture
    def line(running):
        clean(*running)
        return running[0]

    @pytest.fixture
    def bot(line, running):
        return running[1]

    return running, line, bot


def text(words="hello", **more):
    return {"type": "text", "text": words, **more}


def reply(line, token, *messages, **headers):
    body = {"replyToken": token, "messages": list(messages) or [text()]}
    return line.api("POST", "/v2/bot/message/reply", body, headers)


def push(line, to, *messages, key=None, **more):
    body = {"to": to, "messages": list(messages) or [text()], **more}
    return line.api("POST", "/v2/bot/message/push", body, {"X-Line-Retry-Key": key} if key else {})

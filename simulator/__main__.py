"""The command: LINE in a box on one address, until it is told to end."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from aiohttp import web

from simulator.box import Settings, new_box
from simulator.server import application


def arguments(words: list[str] | None = None) -> argparse.Namespace:
    say = argparse.ArgumentParser(prog="simulator", description="LINE in a box: a Messaging API and phones in a page.")
    say.add_argument("--host", default="127.0.0.1", help="address to listen on")
    say.add_argument("--port", type=int, default=8600, help="0 picks a free one")
    say.add_argument("--callback", default=Settings.callback, help="where webhooks are sent")
    say.add_argument("--secret", default=Settings.secret, help="channel secret, signs webhooks")
    say.add_argument("--token", default=Settings.token, help="channel access token, opens the API")
    say.add_argument("--state", type=Path, help="file that keeps people, chats and rich menus")
    say.add_argument("--seed", type=int, help="makes every id and every chance repeatable")
    say.add_argument("--reply-token-seconds", type=float, default=Settings.reply_token_seconds)
    say.add_argument("--quota", type=messages_a_month, help="messages a month, or none")
    say.add_argument("--name", default=Settings.name, help="what the account is called on the phones")
    say.add_argument("--manual-read", action="store_true", help="messages are read by markAsRead only")
    return say.parse_args(words)


def messages_a_month(words: str) -> int | None:
    return None if words == "none" else int(words)


def settings_of(said: argparse.Namespace) -> Settings:
    return Settings(
        callback=said.callback,
        secret=said.secret,
        token=said.token,
        seed=said.seed,
        state=said.state,
        reply_token_seconds=said.reply_token_seconds,
        name=said.name,
        manual_read=said.manual_read,
        quota=said.quota,
    )


async def serve(said: argparse.Namespace) -> None:
    """Listens, says so in one line, and waits for SIGTERM or SIGINT."""
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    runner = web.AppRunner(application(new_box(settings_of(said))), access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, said.host, said.port)
    try:
        await site.start()
    except OSError as taken:
        await runner.cleanup()
        sys.exit(f"simulator: {taken.strerror}: {said.host}:{said.port}")
    port = runner.addresses[0][1]
    sys.stdout.write(f"simulator ready on http://{said.host}:{port}\n")
    sys.stdout.flush()
    await ended.wait()
    await runner.cleanup()


def main() -> None:
    asyncio.run(serve(arguments()))


if __name__ == "__main__":
    main()

"""What an operator must know before trusting the set-up, in sentences that say what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from redis import RedisError
from sqlalchemy.exc import SQLAlchemyError

from bot import bubbles, texts
from bot.line import NotNow, Undeliverable
from bot.wires import Wires
from models import centres, members


@dataclass(frozen=True, slots=True)
class Finding:
    """good: nothing to do; what: the part looked at; say: what was found, and what to do about it."""

    good: bool
    what: str
    say: str


def examine(wires: Wires) -> Iterator[Finding]:
    """Look at everything; one part that fails does not hide the others."""
    for what, look in PARTS.items():
        try:
            yield Finding(*_told(look(wires), what))
        except NotNow as refused:
            yield Finding(False, what, _line_refused(refused.status))
        except Undeliverable as refused:
            yield Finding(False, what, f"LINE refused the question (status {refused.status})")
        except (SQLAlchemyError, RedisError, OSError) as error:
            yield Finding(False, what, f"not reachable ({type(error).__name__}); check its address and that it runs")


def _told(answer: str | tuple[bool, str], what: str) -> tuple[bool, str, str]:
    return (True, what, answer) if isinstance(answer, str) else (answer[0], what, answer[1])


def _line_refused(status: int) -> str:
    if status in {401, 403}:
        return "LINE does not accept LINE_CHANNEL_ACCESS_TOKEN; issue a new one in the LINE Developers console"
    return f"LINE does not answer (status {status}); check LINE_API_BASE_URL and the network"


def _database(wires: Wires) -> str:
    with wires.sessions.begin() as session:
        count = len([c for c in centres.all_centres(session) if not c.is_province])
    return f"{wires.engine.dialect.name} answers, {count} centres"


def _redis(wires: Wires) -> str:
    wires.doorbell.redis.ping()
    return "answers"


def _staff(wires: Wires) -> tuple[bool, str]:
    with wires.sessions.begin() as session:
        served = [c for c in centres.all_centres(session) if not c.is_province]
        empty = [c.name for c in served if not members.to_alarm(session, c.code, "duty")]
    if empty:
        return False, f"nobody is on duty in {', '.join(empty)}: an alarm would wake nobody there; invite staff"
    return True, "every centre has somebody on duty"


def _content(_wires: Wires) -> str:
    for language in texts.LANGUAGES:
        texts.book(language)
        texts.services(language)
    return f"{len(texts.book('th'))} texts, {len(texts.services('th'))} services"


def _account(wires: Wires) -> tuple[bool, str]:
    account = wires.line.account()
    manual = account.get("chatMode") == "chat"
    said = f"account {account.get('basicId', '?')}"
    return (not manual, said + ("; switch 'Chat' off or answers are shared with the OA manager" if manual else ""))


def _webhook(wires: Wires) -> tuple[bool, str]:
    endpoint = wires.line.webhook()
    if not endpoint.get("endpoint", "").endswith("/callback"):
        return False, "LINE's webhook URL does not end in /callback; set it in the console"
    if not endpoint.get("active"):
        return False, "'Use webhook' is off in the LINE console; switch it on"
    return True, "on. Redelivery cannot be read from LINE: switch 'Webhook redelivery' on in the console"


def _quota(wires: Wires) -> tuple[bool, str]:
    limit, used = wires.line.quota()
    if limit is None:
        return True, f"no limit, {used} used this month"
    return limit - used > limit // 10, f"{limit - used} of {limit} paid messages left this month"


def _messages(wires: Wires) -> tuple[bool, str]:
    part = {"template": "danger.received", "slots": {"number": "820805-2569-00001", "alarmed": 1}}
    refused = wires.line.refusals(bubbles.messages([part], bubbles.Setting("th", wires.now())))
    return (not refused, "LINE takes our first answer to danger" if not refused else f"LINE refuses: {refused}")


PARTS: dict[str, Callable[[Wires], str | tuple[bool, str]]] = {
    "database": _database,
    "redis": _redis,
    "content": _content,
    "staff": _staff,
    "LINE account": _account,
    "LINE webhook": _webhook,
    "LINE quota": _quota,
    "LINE validator": _messages,
}

"""replyMessage, pushMessage, multicast: words from the account to people."""

import uuid

from simulator.api.answers import Answer, Call, Json, LineError, refuse
from simulator.box import Box
from simulator.checks.requests import problems_of
from simulator.retry_keys import Accepted
from simulator.world import Group, Person, Said

WEEK_MS = 7 * 24 * 60 * 60 * 1000  # a person who is no friend can be answered for so long (R#send-push-message)
MONTHLY = "You have reached your monthly limit."


async def reply_message(box: Box, call: Call) -> Answer:
    """Free of charge, once for each reply token; a retry key is refused (R#send-reply-message)."""
    if "X-Line-Retry-Key" in call.headers:
        raise LineError(400, "The retry key is not supported for this API")
    refuse(problems_of("replyRequest", call.body))
    token = call.body["replyToken"]
    user_id = None if box.faults.expire_tokens else box.tokens.holder(token, box.clock.now_ms())
    if user_id is None:
        raise LineError(400, "Invalid reply token")
    quotes_of(box, call.body, user_id)
    box.tokens.use(token)
    call.user_id = user_id
    count(box, "reply", 1)
    person = box.world.chat_with(user_id)
    if person is None or person.blocked:
        return Answer({"sentMessages": [{"id": box.ids.message()} for _ in call.body["messages"]]})
    return Answer({"sentMessages": sent_messages(deliver(box, person, call.body, "reply"))})


async def push_message(box: Box, call: Call) -> Answer:
    """Counted for the person reached; 200 never means read (R#send-push-message-conditions)."""
    key = retry_key(box, call)
    refuse(problems_of("pushRequest", call.body))
    person = box.world.chat_with(call.body["to"])
    if person is None:
        raise LineError(400, "Failed to send messages")
    quotes_of(box, call.body, person.user_id)
    reached = [person] if reachable(box, person) else []
    spend(box, "push", sum(heads(one) for one in reached))
    said = [said for someone in reached for said in deliver(box, someone, call.body, "push")]
    answer = {"sentMessages": sent_messages(said) or [{"id": box.ids.message()} for _ in call.body["messages"]]}
    return accept(box, call, key, answer, answer)


async def multicast(box: Box, call: Call) -> Answer:
    """The same words to many friends; counted for each one reached (R#send-multicast-message)."""
    key = retry_key(box, call)
    refuse(problems_of("multicastRequest", call.body))
    wanted = dict.fromkeys(call.body["to"])
    for index, user_id in enumerate(call.body["to"]):
        if user_id not in box.world.people:
            raise LineError(400, f"The property, to[{index}], in the request body is invalid (line: -, column: -)")
    people = [box.world.people[user_id] for user_id in wanted]
    reached = [person for person in people if person.friend and not person.blocked]
    spend(box, "multicast", len(reached))
    for person in reached:
        deliver(box, person, call.body, "multicast")
    return accept(box, call, key, {}, {})


async def validate_messages(box: Box, call: Call) -> Answer:  # noqa: ARG001 - every operation is asked alike
    """The same check as sending, without sending (R#validate-message-objects-of-reply-message)."""
    refuse(problems_of("validateRequest", call.body))
    return Answer()


def quotes_of(box: Box, body: Json, whom: str) -> None:
    """A quote token is good in the chat it came from only (D/get-quote-tokens)."""
    for message in body["messages"]:
        token = message.get("quoteToken")
        if token and box.world.owners.get(box.world.quotes.get(token, "")) != whom:
            raise LineError(400, "Invalid quote token")


def retry_key(box: Box, call: Call) -> str | None:
    """The key of this request; 409 when it was accepted before (D/retrying-api-request)."""
    key = call.headers.get("X-Line-Retry-Key")
    if key is None:
        return None
    try:
        uuid.UUID(key)
    except ValueError:
        raise LineError(400, "The retry key must be a UUID") from None
    known = box.retry_keys.seen(call.operation, key, box.clock.now_ms())
    if known:
        headers = {"x-line-accepted-request-id": known.request_id}
        raise LineError(409, "The retry key is already accepted", headers, **known.answer)
    return key


def accept(box: Box, call: Call, key: str | None, answer: Json, remembered: Json) -> Answer:
    if key:
        box.retry_keys.remember(call.operation, key, Accepted(call.request_id, box.clock.now_ms(), remembered))
    return Answer(answer)


def reachable(box: Box, person: Person) -> bool:
    """A friend, or somebody who wrote within seven days, who has not blocked the account."""
    wrote_lately = person.wrote_at is not None and box.clock.now_ms() - person.wrote_at <= WEEK_MS
    return not person.blocked and (person.friend or wrote_lately)


def heads(person: Person) -> int:
    """A message to a group counts for each of its members (D/pricing)."""
    return len(person.members) if isinstance(person, Group) else 1


def spend(box: Box, way: str, people: int) -> None:
    """The quota counts people, not message objects; nobody reached costs nothing (D/pricing)."""
    if not box.quota.allows(people):
        raise LineError(429, MONTHLY)
    box.quota.spend(people)
    count(box, way, people)


def count(box: Box, way: str, people: int) -> None:
    box.sent[way] = box.sent.get(way, 0) + people


def deliver(box: Box, person: Person, body: Json, way: str) -> list[Said]:
    silent = bool(body.get("notificationDisabled"))
    return [box.chats.from_account(person, message, via=way, silent=silent) for message in body["messages"]]


def sent_messages(said: list[Said]) -> list[Json]:
    return [{"id": s.id} | ({"quoteToken": s.quote_token} if s.quote_token else {}) for s in said]

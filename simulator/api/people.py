"""getProfile, showLoadingAnimation, markMessagesAsReadByToken, issueLinkToken: the person behind an id."""

from simulator.api.answers import Answer, Call, LineError, refuse
from simulator.box import Box
from simulator.checks.problems import Problem
from simulator.checks.requests import problems_of

DEFAULT_LOADING_S = 20
UNREADABLE = "Invalid markAsReadToken. Tokens must be used by the bot that received them via Webhook."
NO_USER = "Only user id is acceptable, please confirm if there are any group/room ids or illegal ids."


async def get_profile(box: Box, call: Call) -> Answer:
    """Friends, and people who wrote, unless they blocked the account (R#get-profile)."""
    person = box.world.people.get(call.path["userId"])
    if person is None or person.blocked or not (person.friend or person.wrote_at):
        raise LineError(404, "Not found")
    profile = {"displayName": person.name, "userId": person.user_id, "language": person.language}
    profile |= {"pictureUrl": person.picture, "statusMessage": person.status}
    return Answer({key: value for key, value in profile.items() if value})


async def show_loading(box: Box, call: Call) -> Answer:
    """Dots in the chat until the next message, 5 to 60 s (R#display-a-loading-indicator)."""
    refuse(problems_of("loadingRequest", call.body))
    person = box.world.people.get(call.body["chatId"])
    if person is None:
        refuse([Problem(("chatId",), NO_USER)])
    elif person.friend and not person.blocked:
        seconds = call.body.get("loadingSeconds", DEFAULT_LOADING_S)
        person.loading_until = box.clock.now_ms() + seconds * 1000
        box.chats.changed(person)
    return Answer(status=202)


async def mark_as_read(box: Box, call: Call) -> Answer:
    """Marks that message and all before it (R#mark-as-read)."""
    refuse(problems_of("markAsReadRequest", call.body))
    owner = box.world.read_tokens.get(call.body["markAsReadToken"])
    found = box.world.said(owner or "")
    if found is None:
        raise LineError(400, UNREADABLE)
    person, until = found
    for said in person.chat:
        said.read = said.read or (said.sender == "me" and said.at <= until.at)
    box.chats.changed(person)
    return Answer()


async def issue_link_token(box: Box, call: Call) -> Answer:
    """One token, once, for ten minutes (R#issue-link-token)."""
    person = box.world.people.get(call.path["userId"])
    if person is None:
        raise LineError(404, "Not found")
    token = box.ids.long_token(32)
    box.link_tokens.issue(token, person.user_id, box.clock.now_ms())
    return Answer({"linkToken": token})

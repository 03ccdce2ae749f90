"""`/sim/groups`: the account is invited, people talk, come, go and edit."""

from aiohttp import web

from simulator.control.answers import BOX, Refused, answer, asked, json_of, page_number
from simulator.control.chat import newer
from simulator.wire import Outcome
from simulator.world import Group, Json, Said


async def invite(request: web.Request) -> web.Response:
    """A new group with these members, and the account among them: a join event."""
    box, body = request.app[BOX], await json_of(request)
    members = asked(body, "members", list)
    if not set(members) <= set(box.world.people):
        raise Refused(400, "every member must be somebody of /sim/people")
    group = Group(box.ids.group(), asked(body, "name"), members=list(members), friend=True)
    box.world.groups[group.user_id] = group
    outcome = await box.postman.deliver(box.events.answerable("join", "", group.user_id))
    return answer({"groupId": group.user_id, "webhook": outcome.as_json()})


async def say(request: web.Request) -> web.Response:
    """A member's words; the event names group and member (R#source-group)."""
    box, body, group = request.app[BOX], await json_of(request), group_of(request)
    speaker, text = asked(body, "userId"), asked(body, "text")
    if speaker not in group.members:
        raise Refused(400, f"{speaker} is no member of this group")
    quote_token = box.ids.long_token()
    said = box.chats.from_person(group, {"type": "text", "text": text}, quote_token=quote_token)
    message = {"type": "text", "id": said.id, "quoteToken": quote_token, "text": text}
    outcome = await box.postman.deliver(box.events.answerable("message", speaker, group.user_id, message=message))
    return told(outcome, messageId=said.id)


async def edit(request: web.Request) -> web.Response:
    """Other words under the same message id, with a new reply token (R#message-edited-event)."""
    box, body, group = request.app[BOX], await json_of(request), group_of(request)
    said = said_in(group, asked(body, "messageId"))
    said.message = {"type": "text", "text": asked(body, "text")}
    message = said.message | {"id": said.id, "quoteToken": said.quote_token}
    outcome = await box.postman.deliver(
        box.events.answerable("messageEdited", asked(body, "userId"), group.user_id, message=message)
    )
    return told(outcome)


async def add_member(request: web.Request) -> web.Response:
    group, user_id = group_of(request), asked(await json_of(request), "userId")
    group.members.append(user_id)
    people = {"members": [{"type": "user", "userId": user_id}]}
    event = request.app[BOX].events.answerable("memberJoined", "", group.user_id, joined=people)
    return told(await request.app[BOX].postman.deliver(event))


async def remove_member(request: web.Request) -> web.Response:
    group, user_id = group_of(request), asked(await json_of(request), "userId")
    group.members = [member for member in group.members if member != user_id]
    people = {"members": [{"type": "user", "userId": user_id}]}
    event = request.app[BOX].events.silent("memberLeft", "", group.user_id, left=people)
    return told(await request.app[BOX].postman.deliver(event))


async def chat(request: web.Request) -> web.Response:
    group = group_of(request)
    messages = newer(group, page_number(request.query.get("after")), request.query.get("from"))
    return answer({"name": group.name, "members": group.members, "messages": [said.as_json() for said in messages]})


def group_of(request: web.Request) -> Group:
    group = request.app[BOX].world.groups.get(request.match_info["id"])
    if group is None:
        raise Refused(404, "the account is in no such group (or has left it)")
    return group


def said_in(group: Group, message_id: str) -> Said:
    for said in group.chat:
        if said.id == message_id:
            return said
    raise Refused(404, f"no message {message_id} in this group")


def told(outcome: Outcome, **more: str) -> web.Response:
    body: Json = {**more, "webhook": outcome.as_json()}
    return answer(body)

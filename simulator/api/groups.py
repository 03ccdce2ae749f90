"""Groups the account is in: summary, members, leaving (R#group-chat-operations)."""

from simulator.api.answers import Answer, Call, LineError
from simulator.box import Box
from simulator.world import Group


async def get_summary(box: Box, call: Call) -> Answer:
    group = group_named(box, call)
    return Answer({"groupId": group.user_id, "groupName": group.name})


async def get_count(box: Box, call: Call) -> Answer:
    """How many people a message to this group would cost (R#get-members-group-count)."""
    return Answer({"count": len(group_named(box, call).members)})


async def get_member(box: Box, call: Call) -> Answer:
    """A member's profile, friend or not; no language (R#get-group-member-profile)."""
    user_id = call.path["userId"]
    if user_id not in group_named(box, call).members:
        raise LineError(404, "Not found")
    person = box.world.people[user_id]
    picture = {"pictureUrl": person.picture} if person.picture else {}
    return Answer({"displayName": person.name, "userId": user_id} | picture)


async def leave(box: Box, call: Call) -> Answer:
    del box.world.groups[group_named(box, call).user_id]
    return Answer()


def group_named(box: Box, call: Call) -> Group:
    group = box.world.groups.get(call.path["groupId"])
    if group is None:
        raise LineError(404, "Not found")
    return group

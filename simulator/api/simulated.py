"""Which operations of the specification are simulated; all others answer 501 by name."""

from aiohttp import web

from simulator.api import account, content, groups, linking, menus, people, sending, tokens
from simulator.api.answers import Answer, Operation
from simulator.api.gate import Gate, respond
from simulator.api.operations import all_operations
from simulator.box import Box

SIMULATED: dict[str, Operation] = {
    "replyMessage": sending.reply_message,
    "pushMessage": sending.push_message,
    "multicast": sending.multicast,
    "validateReply": sending.validate_messages,
    "validatePush": sending.validate_messages,
    "validateMulticast": sending.validate_messages,
    "validateNarrowcast": sending.validate_messages,
    "validateBroadcast": sending.validate_messages,
    "getProfile": people.get_profile,
    "showLoadingAnimation": people.show_loading,
    "markMessagesAsReadByToken": people.mark_as_read,
    "issueLinkToken": people.issue_link_token,
    "getBotInfo": account.get_bot_info,
    "getMessageQuota": account.get_quota,
    "getMessageQuotaConsumption": account.get_consumption,
    "getNumberOfSentReplyMessages": account.get_delivery,
    "getNumberOfSentPushMessages": account.get_delivery,
    "getNumberOfSentMulticastMessages": account.get_delivery,
    "getWebhookEndpoint": account.get_endpoint,
    "setWebhookEndpoint": account.set_endpoint,
    "testWebhookEndpoint": account.test_endpoint,
    "validateRichMenuObject": menus.validate_menu,
    "createRichMenu": menus.create_menu,
    "setRichMenuImage": menus.set_image,
    "getRichMenuImage": menus.get_image,
    "getRichMenu": menus.get_menu,
    "getRichMenuList": menus.list_menus,
    "deleteRichMenu": menus.delete_menu,
    "linkRichMenuIdToUser": linking.link_menu,
    "unlinkRichMenuIdFromUser": linking.unlink_menu,
    "getRichMenuIdOfUser": linking.get_menu_of,
    "linkRichMenuIdToUsers": linking.bulk_link,
    "unlinkRichMenuIdFromUsers": linking.bulk_unlink,
    "setDefaultRichMenu": linking.set_default,
    "getDefaultRichMenuId": linking.get_default,
    "cancelDefaultRichMenu": linking.cancel_default,
    "createRichMenuAlias": linking.create_alias,
    "updateRichMenuAlias": linking.update_alias,
    "getRichMenuAlias": linking.get_alias,
    "deleteRichMenuAlias": linking.delete_alias,
    "getRichMenuAliasList": linking.list_aliases,
    "getGroupSummary": groups.get_summary,
    "getGroupMemberCount": groups.get_count,
    "getGroupMemberProfile": groups.get_member,
    "leaveGroup": groups.leave,
    "issueStatelessChannelToken": tokens.issue_stateless,
    "getMessageContent": content.get_content,
    "getMessageContentPreview": content.get_preview,
    "getMessageContentTranscodingByMessageId": content.get_transcoding,
}


def add_api(app: web.Application, box: Box) -> None:
    """Every official path, simulated or refused by name; any other path under them is 404."""
    for named in all_operations():
        app.router.add_route(named.method, named.path, Gate(box, named, SIMULATED.get(named.name)))
    for prefix in ("/v2", "/bot", "/oauth2", "/liff", "/shop"):
        app.router.add_route("*", prefix + "/{rest:.*}", unknown)


async def unknown(request: web.Request) -> web.StreamResponse:  # noqa: ARG001
    return respond(Answer({"message": "Not found"}, 404), "")

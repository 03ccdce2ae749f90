"""Bot info, quota, statistics and the webhook endpoint: what the account knows of itself."""

import re
from datetime import UTC, datetime

import orjson

from simulator.api.answers import Answer, Call, LineError, refuse
from simulator.box import Box
from simulator.checks.requests import problems_of


async def get_bot_info(box: Box, call: Call) -> Answer:  # noqa: ARG001
    return Answer(
        {
            "userId": box.world.bot_user_id,
            "basicId": "@klaiban",
            "displayName": box.world.bot_name,
            "chatMode": "chat" if box.settings.manual_read else "bot",
            "markAsReadMode": "manual" if box.settings.manual_read else "auto",
        }
    )


async def get_quota(box: Box, call: Call) -> Answer:  # noqa: ARG001
    return Answer(box.quota.as_json())


async def get_consumption(box: Box, call: Call) -> Answer:  # noqa: ARG001
    return Answer({"totalUsage": box.quota.used})


async def get_delivery(box: Box, call: Call) -> Answer:
    """How many messages went out by this way (R#get-number-of-reply-messages)."""
    if not re.fullmatch(r"\d{8}", call.query.get("date", "")):
        raise LineError(400, "The value for the 'date' parameter is invalid")
    way = call.operation.removeprefix("getNumberOfSent").removesuffix("Messages").lower()
    return Answer({"status": "ready", "success": box.sent.get(way, 0)})


async def get_endpoint(box: Box, call: Call) -> Answer:  # noqa: ARG001
    return Answer({"endpoint": box.postman.callback, "active": box.endpoint_active})


async def set_endpoint(box: Box, call: Call) -> Answer:
    """An https address in the real world; plain http is let through to this machine only."""
    problems = [p for p in problems_of("webhookEndpointRequest", call.body) if "HTTPS" not in p.message]
    refuse(problems)
    if not call.body["endpoint"].startswith(("https://", "http://127.0.0.1", "http://localhost", "http://[::1]")):
        raise LineError(400, "Invalid webhook endpoint URL")
    box.postman.callback = call.body["endpoint"]
    return Answer()


async def test_endpoint(box: Box, call: Call) -> Answer:
    """Sends an empty list of events and says how it went (R#test-webhook-endpoint)."""
    wanted = (call.body or {}).get("endpoint") or box.postman.callback
    now = datetime.fromtimestamp(box.clock.now_ms() / 1000, UTC)
    body = orjson.dumps({"destination": box.world.bot_user_id, "events": []})
    outcome = await box.postman.post(body, to=wanted)
    good = outcome.reason is None
    return Answer(
        {
            "success": good,
            "timestamp": now.isoformat(timespec="microseconds").replace("+00:00", "Z"),
            "statusCode": outcome.status or 0,
            "reason": "OK" if good else (outcome.reason or "").upper(),
            "detail": outcome.detail,
        }
    )

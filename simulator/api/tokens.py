"""Stateless channel access tokens: fifteen minutes, as many as wanted (R#issue-stateless-channel-access-token)."""

from urllib.parse import parse_qs

from simulator.api.answers import Answer, Call
from simulator.box import Box

LIFE_S = 15 * 60


async def issue_stateless(box: Box, call: Call) -> Answer:
    """For a channel that shows its secret in a form."""
    form = {key: values[0] for key, values in parse_qs(call.raw.decode(errors="replace")).items()}
    if form.get("grant_type") != "client_credentials":
        return refused("unsupported grant_type")
    if form.get("client_secret") != box.settings.secret:
        return refused("Invalid 'client_credentials'.")
    token = box.ids.long_token(170)
    box.short_tokens[token] = box.clock.now_ms() + LIFE_S * 1000
    return Answer({"token_type": "Bearer", "access_token": token, "expires_in": LIFE_S})


def refused(why: str) -> Answer:
    """OAuth's own shape of refusal, not the Messaging API's."""
    return Answer({"error": "invalid_request", "error_description": why}, status=400)

"""Stateless channel access tokens: fifteen minutes, as many as wanted (R#issue-stateless-channel-access-token)."""

from urllib.parse import parse_qs

from simulator.api.answers import Answer, Call, LineError
from simulator.box import Box

LIFE_S = 15 * 60


async def issue_stateless(box: Box, call: Call) -> Answer:
    """For a channel that shows its secret in a form."""
    form = {key: values[0] for key, values in parse_qs(call.raw.decode(errors="replace")).items()}
    if form.get("grant_type") != "client_credentials":
        raise LineError(400, "invalid_request", error="invalid_request", error_description="unsupported grant_type")
    if form.get("client_secret") != box.settings.secret:
        raise LineError(400, "invalid_client", error="invalid_client", error_description="invalid client_secret")
    token = box.ids.long_token(170)
    box.short_tokens[token] = box.clock.now_ms() + LIFE_S * 1000
    return Answer({"token_type": "Bearer", "access_token": token, "expires_in": LIFE_S})

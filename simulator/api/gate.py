"""The gate before every API call: faults, token, rate, size, JSON; and the journal after it."""

import asyncio
from collections.abc import Mapping
from typing import Any, NoReturn

import orjson
from aiohttp import web

from simulator.api.answers import Answer, Call, LineError, Operation
from simulator.api.body import read_bytes, read_json
from simulator.api.operations import Named
from simulator.box import Box
from simulator.faults import AFTER, Rule

BAD_TOKEN = "Authentication failed. Confirm that the access token in the authorization header is valid."  # noqa: S105
TOO_FAST = "The API rate limit has been exceeded. Try again later."
OPEN = ("/v2/oauth/", "/oauth2/")  # these are asked without a channel access token


class Gate:
    """Leads one operation's requests in and its answers out."""

    def __init__(self, box: Box, named: Named, operation: Operation | None) -> None:
        self.box, self.named, self.operation = box, named, operation

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        raw = b""
        rule = self.box.faults.strike(self.named.name, self.box.chance)
        request_id = self.box.ids.request()
        call: Call | None = None
        try:
            raw = await read_bytes(request)
            if rule and rule.fault not in AFTER:
                await self.fail_before(rule, request)
            call = self.admit(request, raw, request_id)
            answer = await self.perform(call)
            if rule:  # the call was accepted, but its sender never learns so
                await self.break_off(rule, request)
        except LineError as error:
            answer = Answer(error.body, error.status, headers=error.headers)
        self.note(call, request.headers, raw, request.match_info, answer)
        return respond(answer, request_id)

    def admit(self, request: web.Request, raw: bytes, request_id: str) -> Call:
        """The order in which LINE refuses: token, rate, media type, JSON."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        good = scheme == "Bearer" and self.box.opens(token)
        if not good and not self.named.path.startswith(OPEN):
            raise LineError(401, BAD_TOKEN)
        if not self.box.rates.allow(self.named.name, self.named.rate, self.box.clock.now_ms()):
            raise LineError(429, TOO_FAST)
        body: Any = None
        if self.operation and self.named.takes_json and (raw or not self.named.body_optional):
            body = read_json(raw, request.content_type)
        return Call(self.named.name, request.match_info, request.query, request.headers, raw, body, request_id)

    async def perform(self, call: Call) -> Answer:
        if self.operation is None:
            raise LineError(501, f"{self.named.name} is not simulated")
        return await self.operation(self.box, call)

    async def fail_before(self, rule: Rule, request: web.Request) -> None:
        if rule.fault == "429":
            raise LineError(429, TOO_FAST)
        if rule.fault == "401":
            raise LineError(401, BAD_TOKEN)
        await self.break_off(rule, request)

    async def break_off(self, rule: Rule, request: web.Request) -> NoReturn:
        """Hangs, cuts the line or answers 500, as the rule says."""
        if rule.fault.startswith("hang"):
            await asyncio.sleep(rule.seconds)
        if rule.fault.startswith(("hang", "reset")) and request.transport is not None:
            request.transport.abort()
        raise LineError(500, "Internal Server Error")

    def note(
        self, call: Call | None, headers: Mapping[str, str], raw: bytes, path: Mapping[str, str], answer: Answer
    ) -> None:
        body = call.body if call else None
        picture = isinstance(answer.body, bytes)
        self.box.journal.write(
            "call",
            {
                "operation": self.named.name,
                "status": answer.status,
                "userId": (call and call.user_id) or user_of(body, path),
                "request": body if body is not None else readable(raw),
                "path": dict(path),
                "response": f"{len(answer.body)} bytes" if picture else answer.body,
                "problems": [] if picture else answer.body.get("details", []),  # type: ignore[union-attr]
                "retryKey": headers.get("X-Line-Retry-Key"),
            },
        )


def user_of(body: Any, path: Mapping[str, str]) -> str | None:
    if isinstance(body, dict):
        named = body.get("to") or body.get("chatId")
        if isinstance(named, str):
            return named
    return path.get("userId")


def readable(raw: bytes) -> str | None:
    if not raw:
        return None
    try:
        return raw.decode()[:2000]
    except UnicodeDecodeError:
        return f"{len(raw)} bytes"


def respond(answer: Answer, request_id: str) -> web.Response:
    body = answer.body if isinstance(answer.body, bytes) else orjson.dumps(answer.body)
    headers = {"x-line-request-id": request_id} | answer.headers
    return web.Response(body=body, status=answer.status, content_type=answer.type, headers=headers)

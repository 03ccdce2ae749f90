"""The only file that talks to LINE. It knows four outcomes, and nothing else of LINE's leaves it.

    returned      LINE accepted the message (2xx, or 409: accepted before under this retry key)
    NotNow        not now, or not known: time-out, 5xx, 429, refused token (401/403); the caller tries again
    TokenSpent    400 "Invalid reply token": used or too old
    Undeliverable any other 4xx: trying again cannot help

Accepted is not delivered: LINE answers 200 for people who blocked the account. The SDK has no default time-out
and retries nothing; every call here passes one and is made once.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, MessagingApiBlob
from linebot.v3.messaging.exceptions import ApiException
from linebot.v3.messaging.models import PushMessageRequest, ReplyMessageRequest, RichMenuRequest
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from bot.settings import Settings

TIMEOUT = (2.0, 5.0)  # seconds to connect, to read (DECISIONS 12)
REFUSED = frozenset({401, 403, 429})  # LINE looked at the request and did not take it
Message = dict[str, Any]


class NotNow(Exception):
    """Try again later; `after` when LINE said how much later. `status` is LINE's, 0 when none came.

    `perhaps_taken` is false when LINE certainly did not take the message.
    """

    def __init__(self, status: int = 0, after: timedelta | None = None, *, perhaps_taken: bool = True) -> None:
        super().__init__(f"status {status}")
        self.status = status
        self.after = after
        self.perhaps_taken = perhaps_taken


class TokenSpent(Exception):
    """The reply token was used or is too old."""


class Undeliverable(Exception):
    """LINE will never take this; `status` is its answer."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")
        self.status = status


class Line:
    """The gateway of this process: one client, kept alive."""

    def __init__(self, settings: Settings) -> None:
        client = ApiClient(Configuration(host=settings.line_api, access_token=settings.token))
        blobs = ApiClient(Configuration(host=settings.line_data_api, access_token=settings.token))
        self._api = MessagingApi(client)
        self._blobs = MessagingApiBlob(blobs)

    def reply(self, token: str, messages: list[Message]) -> str:
        """Answer within the token's minute. Returns LINE's request id."""
        request = ReplyMessageRequest.from_dict({"replyToken": token, "messages": messages})
        return self._call(lambda: self._api.reply_message_with_http_info(request, _request_timeout=TIMEOUT))

    def push(self, to: str, messages: list[Message], key: UUID, *, silent: bool) -> str:
        """Send at any time, counted and paid; the same key is taken once within 24 hours."""
        body = {"to": to, "messages": messages, "notificationDisabled": silent}
        request = PushMessageRequest.from_dict(body)
        return self._call(
            lambda: self._api.push_message_with_http_info(request, x_line_retry_key=str(key), _request_timeout=TIMEOUT)
        )

    def profile_name(self, user: str) -> str | None:
        """The name a friend shows; None when LINE does not tell."""
        try:
            answer = _outcome(lambda: self._api.get_profile_with_http_info(user, _request_timeout=TIMEOUT))
        except Undeliverable:
            return None
        return str(answer.data.display_name)

    def leave(self, group: str, *, room: bool) -> None:
        call = self._api.leave_room_with_http_info if room else self._api.leave_group_with_http_info
        self._call(lambda: call(group, _request_timeout=TIMEOUT))

    def link_menu(self, user: str, menu: str) -> None:
        self._call(lambda: self._api.link_rich_menu_id_to_user_with_http_info(user, menu, _request_timeout=TIMEOUT))

    def create_menu(self, menu: dict[str, Any], picture: bytes) -> str:
        """Create a rich menu with its picture; returns LINE's id."""
        request = RichMenuRequest.from_dict(menu)
        made = _outcome(lambda: self._api.create_rich_menu_with_http_info(request, _request_timeout=TIMEOUT))
        identity = str(made.data.rich_menu_id)
        headers = {"Content-Type": "image/png"}
        self._call(
            lambda: self._blobs.set_rich_menu_image_with_http_info(
                identity, picture, _headers=headers, _request_timeout=(2.0, 30.0)
            )
        )
        return identity

    def default_menu(self, menu: str) -> None:
        self._call(lambda: self._api.set_default_rich_menu_with_http_info(menu, _request_timeout=TIMEOUT))

    def delete_menu(self, menu: str) -> None:
        self._call(lambda: self._api.delete_rich_menu_with_http_info(menu, _request_timeout=TIMEOUT))

    def menu_ids(self) -> set[str]:
        """The rich menus LINE has of ours."""
        answer = _outcome(lambda: self._api.get_rich_menu_list_with_http_info(_request_timeout=TIMEOUT))
        return {str(menu.rich_menu_id) for menu in answer.data.richmenus}

    def account(self) -> dict[str, Any]:
        """Who we are on LINE: basicId, displayName, chatMode, markAsReadMode."""
        answer = _outcome(lambda: self._api.get_bot_info_with_http_info(_request_timeout=TIMEOUT))
        return dict(answer.data.to_dict())

    def webhook(self) -> dict[str, Any]:
        """The webhook address LINE calls, and whether it is switched on."""
        answer = _outcome(lambda: self._api.get_webhook_endpoint_with_http_info(_request_timeout=TIMEOUT))
        return dict(answer.data.to_dict())

    def quota(self) -> tuple[int | None, int]:
        """Paid messages this month: the limit (None when there is none) and what is used."""
        limit = _outcome(lambda: self._api.get_message_quota_with_http_info(_request_timeout=TIMEOUT)).data
        used = _outcome(lambda: self._api.get_message_quota_consumption_with_http_info(_request_timeout=TIMEOUT)).data
        return (None if limit.value is None else int(limit.value)), int(used.total_usage)

    def refusals(self, messages: list[Message]) -> list[str]:
        """What LINE's own validator finds wrong with these messages, as property names."""
        from linebot.v3.messaging.models import ValidateMessageRequest  # noqa: PLC0415 - for the doctor only

        request = ValidateMessageRequest.from_dict({"messages": messages})
        try:
            self._call(lambda: self._api.validate_push_with_http_info(request, _request_timeout=TIMEOUT))
        except Undeliverable as refused:
            return [f"status {refused.status}"]
        return []

    @staticmethod
    def _call(call: Callable[[], Any]) -> str:
        try:
            answer = _outcome(call)
        except ApiException as accepted:  # 409: taken before under this retry key
            return str((accepted.headers or {}).get("x-line-accepted-request-id", ""))
        return str((answer.headers or {}).get("x-line-request-id", ""))


def _outcome(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except ApiException as refused:
        status = int(refused.status or 0)
        if status == 409:
            raise
        if status == 400 and b"Invalid reply token" in _bytes(refused.body):
            raise TokenSpent from None
        if status in {0, 401, 403, 408, 429} or status >= 500:
            raise NotNow(status, _after(refused.headers), perhaps_taken=status not in REFUSED) from None
        raise Undeliverable(status) from None
    except (HTTPError, OSError) as unreachable:
        # Reset or timed out: whether LINE took it is not known. The text of the error could hold the request.
        raise NotNow(perhaps_taken=not _never_connected(unreachable)) from None


def _never_connected(error: Exception) -> bool:
    reason = getattr(error, "reason", error)
    return isinstance(reason, (NewConnectionError, ConnectTimeoutError))


def _bytes(body: Any) -> bytes:
    return body if isinstance(body, bytes) else str(body or "").encode()


def _after(headers: Any) -> timedelta | None:
    given = (headers or {}).get("Retry-After", "")
    return timedelta(seconds=min(int(given), 3600)) if given.isdecimal() else None

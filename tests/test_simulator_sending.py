"""Reply, push and multicast keep LINE's rules; each test cites the place."""

import uuid

import pytest

from tests.simulator_stage import ALICE, BOB, push, reply, stage_fixtures, text

running, line, bot = stage_fixtures()


def multicast(line, *to, key=None):
    headers = {"X-Line-Retry-Key": key} if key else {}
    return line.api("POST", "/v2/bot/message/multicast", {"to": to, "messages": [text()]}, headers)


def shift(line, seconds):
    line.sim("PUT", "/faults", {"clock_shift_s": seconds})


def account_words(line, who=ALICE):
    return [m["message"]["text"] for m in line.chat(who)["messages"] if m["from"] == "account"]


def test_a_reply_token_is_good_once(line, bot):
    """R#send-reply-message-reply-token"""
    first, second = reply(line, bot.token), reply(line, bot.token)
    assert first.status == 200
    assert (second.status, second.body) == (400, {"message": "Invalid reply token"})
    assert account_words(line) == ["hello"]


def test_a_reply_token_lives_about_a_minute(line, bot):
    """R#send-reply-message-reply-token"""
    line.does(ALICE, "say", text="hi")
    shift(line, 59)
    assert reply(line, bot.token).status == 200
    shift(line, 0)
    line.does(ALICE, "say", text="hi")
    shift(line, 62)
    assert reply(line, bot.token).body == {"message": "Invalid reply token"}


def test_a_reply_may_not_carry_a_retry_key(line, bot):
    """R#retry-api-request: only push, multicast, narrowcast and broadcast take one."""
    answer = reply(line, bot.token, **{"X-Line-Retry-Key": str(uuid.uuid4())})
    assert answer.status == 400
    assert reply(line, bot.token).status == 200, "the token was not used up"


def test_a_reply_tells_ids_and_quote_tokens(line, bot):
    """R#send-reply-message-response"""
    sent = reply(line, bot.token, text("one"), text("two")).body["sentMessages"]
    assert [m["id"] for m in sent] == [m["id"] for m in line.chat(ALICE)["messages"]]
    assert all(m["quoteToken"] for m in sent)


def test_replies_are_free(line, bot):
    """D/pricing"""
    line.sim("PUT", "/quota", {"type": "limited", "value": 0})
    assert reply(line, bot.token).status == 200
    assert line.sim("GET", "/quota")["used"] == 0


def test_the_same_retry_key_sends_once(line):
    """D/retrying-api-request, R#retry-api-request"""
    key = str(uuid.uuid4())
    first, again = push(line, ALICE, key=key), push(line, ALICE, key=key)
    assert (first.status, again.status) == (200, 409)
    assert again.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert again.headers["x-line-request-id"] != first.headers["x-line-request-id"]
    assert again.body == {"message": "The retry key is already accepted"} | first.body
    assert account_words(line) == ["hello"]


def test_a_retry_key_is_forgotten_after_a_day(line):
    """D/retrying-api-request"""
    key = str(uuid.uuid4())
    push(line, ALICE, key=key)
    shift(line, 24 * 3600 + 5)
    assert push(line, ALICE, key=key).status == 200
    assert account_words(line) == ["hello", "hello"]


def test_a_refused_push_does_not_use_its_retry_key(line):
    key = str(uuid.uuid4())
    assert push(line, ALICE, text(""), key=key).status == 400
    assert push(line, ALICE, key=key).status == 200


def test_a_retry_key_must_be_a_uuid(line):
    """R#retry-api-request"""
    assert push(line, ALICE, key="tomorrow").status == 400
    assert account_words(line) == []


def test_an_unknown_person_fails_to_be_sent_to(line):
    """R#error-messages"""
    answer = push(line, "U" + "9" * 32)
    assert (answer.status, answer.body) == (400, {"message": "Failed to send messages"})


def test_a_push_to_somebody_who_blocked_is_accepted_lost_and_free(line):
    """R#send-push-message-conditions, D/pricing"""
    line.does(ALICE, "block")
    answer = push(line, ALICE)
    assert answer.status == 200
    assert len(answer.body["sentMessages"]) == 1
    assert account_words(line) == []
    assert line.api("GET", "/v2/bot/message/quota/consumption").body == {"totalUsage": 0}


def test_a_stranger_who_wrote_can_be_answered_for_seven_days(line):
    """R#send-push-message-conditions"""
    bob = line.person("Bob", user_id=BOB, follow=False)
    assert push(line, bob).status == 200
    line.does(bob, "say", text="hi")
    push(line, bob, text("within the week"))
    shift(line, 7 * 24 * 3600 + 5)
    push(line, bob, text("too late"))
    assert account_words(line, bob) == ["within the week"]


def test_the_quota_counts_people_not_bubbles(line):
    """D/pricing"""
    push(line, ALICE, text("1"), text("2"), text("3"))
    line.person("Bob", user_id=BOB)
    multicast(line, ALICE, BOB)
    assert line.api("GET", "/v2/bot/message/quota/consumption").body == {"totalUsage": 3}


def test_a_spent_quota_is_told_in_lines_words(line):
    """R#error-messages"""
    line.sim("PUT", "/quota", {"type": "limited", "value": 1})
    assert line.api("GET", "/v2/bot/message/quota").body == {"type": "limited", "value": 1}
    assert push(line, ALICE).status == 200
    answer = push(line, ALICE)
    assert (answer.status, answer.body) == (429, {"message": "You have reached your monthly limit."})
    assert account_words(line) == ["hello"]


def test_multicast_answers_an_empty_object_and_reaches_everybody_once(line):
    """R#send-multicast-message"""
    line.person("Bob", user_id=BOB)
    answer = multicast(line, ALICE, BOB, ALICE)
    assert (answer.status, answer.body) == (200, {})
    assert account_words(line) == account_words(line, BOB) == ["hello"]


def test_multicast_reaches_friends_only(line):
    """R#send-multicast-message: conditions"""
    line.person("Bob", user_id=BOB, follow=False)
    line.does(BOB, "say", text="hi")
    assert multicast(line, ALICE, BOB).status == 200
    assert account_words(line, BOB) == []
    assert line.sim("GET", "/quota")["used"] == 1


def test_multicast_names_the_id_it_does_not_know(line):
    """R#send-multicast-message: error response"""
    answer = multicast(line, ALICE, "C" + "0" * 32)
    told = {"message": "The property, to[1], in the request body is invalid (line: -, column: -)"}
    assert (answer.status, answer.body) == (400, told)
    assert account_words(line) == [], "nobody is sent anything if an error is returned"


def test_a_repeated_multicast_tells_no_sent_messages(line):
    """R#retry-api-request"""
    key = str(uuid.uuid4())
    multicast(line, ALICE, key=key)
    again = multicast(line, ALICE, key=key)
    assert (again.status, again.body) == (409, {"message": "The retry key is already accepted"})


def test_multicast_takes_five_hundred_people(line):
    """R#send-multicast-message"""
    answer = multicast(line, *["U" + "a" * 32] * 501)
    assert answer.status == 400
    assert answer.body["details"][0]["property"] == "to"


@pytest.mark.parametrize("words", ["Bearer wrong", "stage-token", "Basic stage-token", "Bearer", ""])
def test_a_wrong_token_is_401(line, words):
    """R#status-codes"""
    answer = line.api("GET", "/v2/bot/info", headers={"Authorization": words})
    assert answer.status == 401
    assert "Authentication failed" in answer.body["message"]
    assert answer.headers["x-line-request-id"]


def test_more_than_two_megabytes_is_413(line):
    """R#status-codes"""
    answer = push(line, ALICE, text("x" * (2 * 1024 * 1024)))
    assert answer.status == 413
    assert "2MB" in answer.body["message"]


def test_another_media_type_is_415(line):
    """R#status-codes"""
    answer = line.api("POST", "/v2/bot/message/push", b"to=me", {"Content-Type": "text/plain"})
    assert answer.status == 415
    assert answer.body == {"message": "The content type, text/plain, is not supported"}


def test_broken_json_is_told_with_line_and_column(line):
    """R#error-messages"""
    answer = line.api("POST", "/v2/bot/message/push", b'{"to": }')
    assert answer.status == 400
    assert answer.body["message"].startswith("The request body could not be parsed as JSON (line: 1, column:")


def test_the_rate_is_a_token_bucket_for_each_operation(line):
    """R#rate-limits: 60 webhook tests an hour, other operations unharmed."""
    answers = [line.api("POST", "/v2/bot/channel/webhook/test", {}) for _ in range(61)]
    assert [a.status for a in answers] == [200] * 60 + [429]
    assert answers[-1].body == {"message": "The API rate limit has been exceeded. Try again later."}
    assert line.api("GET", "/v2/bot/info").status == 200
    shift(line, 61)
    assert line.api("POST", "/v2/bot/channel/webhook/test", {}).status == 200, "one a minute comes back"


def test_what_is_not_simulated_says_so_by_name(line):
    answer = line.api("POST", "/v2/bot/message/broadcast", {"messages": [text()]})
    assert (answer.status, answer.body) == (501, {"message": "broadcast is not simulated"})


def test_a_path_that_does_not_exist_is_404(line):
    assert line.api("GET", "/v2/bot/nowhere").status == 404


def test_the_validate_operations_check_like_sending_and_send_nothing(line):
    """R#validate-message-objects-of-push-message"""
    wrong = line.api("POST", "/v2/bot/message/validate/push", {"messages": [text("x" * 5001)]})
    right = line.api("POST", "/v2/bot/message/validate/reply", {"messages": [text("x" * 5000)]})
    assert (wrong.status, right.status) == (400, 200)
    assert wrong.body == push(line, ALICE, text("x" * 5001)).body
    assert account_words(line) == []


def test_a_silent_push_pops_up_no_notification(line):
    """R#send-push-message: notificationDisabled"""
    push(line, ALICE, text("secret"), notificationDisabled=True)
    chat = line.chat(ALICE)
    assert chat["notification"] is None
    assert chat["messages"][0]["silent"] is True


def test_the_number_of_sent_messages_is_kept_by_way(line, bot):
    """R#get-number-of-push-messages"""
    reply(line, bot.token)
    push(line, ALICE)
    push(line, ALICE)
    told = [
        line.api("GET", f"/v2/bot/message/delivery/{way}?date=20261123").body["success"] for way in ("reply", "push")
    ]
    assert told == [1, 2]
    wrong = line.api("GET", "/v2/bot/message/delivery/push?date=today")
    assert wrong.body == {"message": "The value for the 'date' parameter is invalid"}

"""The simulator against LINE's own specification, when it lies beside the repository.

The rewrite is the one LINE.md section 5 describes: plain JSON Schema does not know LINE's discriminators.
"""

import functools
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from simulator.api.operations import all_operations
from simulator.checks.requests import problems_of
from tests.simulator_stage import ALICE, clean, push, reply, stage, text
from tests.test_simulator_limits import GOOD

SPEC = Path(__file__).parents[2] / "shared" / "line-openapi"
PREFIX = "#/components/schemas/"
AWAY = ("discriminator", "example", "externalDocs", "xml")

pytestmark = pytest.mark.skipif(not SPEC.is_dir(), reason="LINE's specification is not beside this repository")


def rewritten(schemas, *, strict):
    """The same schemas with every discriminator spelled out as if/then."""
    families = {name: s["discriminator"] for name, s in schemas.items() if "discriminator" in s}

    def walk(part, inside_all_of=False):
        if isinstance(part, list):
            return [walk(item, inside_all_of) for item in part]
        if not isinstance(part, dict):
            return part
        if part.get("$ref", "")[len(PREFIX) :] in families and not inside_all_of:
            return {"$ref": part["$ref"] + "__any"}
        kept = {
            key: {name: walk(s) for name, s in value.items()} if key == "properties" else walk(value, key == "allOf")
            for key, value in part.items()
            if key not in AWAY
        }
        if kept.pop("nullable", False) and "type" in kept:
            kept["type"] = [kept["type"], "null"]
        return kept

    out = {name: walk(schema) for name, schema in schemas.items()}
    children = {ref[len(PREFIX) :] for family in families.values() for ref in family["mapping"].values()}
    for name, family in families.items():
        out[name + "__any"] = one_of_its_kind(family)
    for name, schema in out.items() if strict else ():
        if name not in children | set(families) and ("properties" in schema or "allOf" in schema):
            schema["unevaluatedProperties"] = False
    return out


def one_of_its_kind(family):
    key, kinds = family["propertyName"], family["mapping"]
    branches = [
        {"if": {"required": [key], "properties": {key: {"const": kind}}}, "then": {"$ref": ref}}
        for kind, ref in kinds.items()
    ]
    return {"type": "object", "required": [key], "properties": {key: {"enum": list(kinds)}}, "allOf": branches}


@functools.cache
def spec_file(name):
    return yaml.load((SPEC / name).read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def checker(file, name, *, strict):
    schemas = spec_file(file)["components"]["schemas"]
    return Draft202012Validator({"components": {"schemas": rewritten(schemas, strict=strict)}, "$ref": PREFIX + name})


@pytest.fixture(scope="module")
def callback():
    return checker("webhook.yml", "CallbackRequest", strict=False)


@pytest.fixture(scope="module")
def pushing():
    return checker("messaging-api.yml", "PushMessageRequest", strict=True)


@pytest.fixture(scope="module")
def running():
    with stage() as (line, bot):
        yield line, bot


def test_every_operation_of_the_specification_is_known_by_name_and_path():
    spec = {}
    for file in ("messaging-api", "manage-audience", "insight", "channel-access-token", "liff", "shop"):
        for path, methods in spec_file(f"{file}.yml")["paths"].items():
            for method, operation in methods.items():
                if method in ("get", "post", "put", "delete"):
                    spec[operation["operationId"]] = (method.upper(), path)
    assert {o.name: (o.method, o.path) for o in all_operations()} == spec
    assert len(spec) > 90


def test_every_webhook_is_what_the_specification_says(running, callback):
    line, bot = running
    clean(line, bot)
    push(line, ALICE, text("?", quickReply={"items": [{"type": "action", "action": PICKER}]}))
    line.does(ALICE, "press", label="when", params={"date": "2026-12-01"})
    said = line.does(ALICE, "say", text="hi")["messageId"]
    line.does(ALICE, "say", text="quoting", quote=said)
    for kind in ("sticker", "image", "audio", "video", "file"):
        line.does(ALICE, kind)
    line.sim("POST", f"/people/{ALICE}/image?total=2")
    group = line.sim("POST", "/groups", {"name": "g", "members": [ALICE]})["groupId"]
    line.sim("POST", f"/groups/{group}/say", {"userId": ALICE, "text": "hi"})
    line.sim("POST", f"/groups/{group}/remove", {"userId": ALICE})
    line.sim("POST", f"/groups/{group}/add", {"userId": ALICE})
    line.does(ALICE, "location", title="t", address="a", latitude=8.6, longitude=98.2)
    line.does(ALICE, "unsend", messageId=said)
    line.does(ALICE, "press", data="do=it")
    line.does(ALICE, "block")
    line.does(ALICE, "unblock")
    bodies = [entry["request"] for entry in line.log(kind="webhook")]
    assert len(bodies) == 20
    for body in bodies:
        assert [e.message for e in callback.iter_errors(body)] == []


PICKER = {"type": "datetimepicker", "label": "when", "data": "d", "mode": "date"}


@pytest.mark.parametrize("message", GOOD.values(), ids=GOOD)
def test_what_our_table_takes_the_specification_takes(message, pushing):
    body = {"to": ALICE, "messages": [message]}
    assert problems_of("pushRequest", body) == []
    assert [e.message for e in pushing.iter_errors(body)] == []


def test_what_the_specification_refuses_our_table_refuses(pushing):
    wrong = [
        {"type": "text"},
        {"type": "hologram"},
        text(5),
        text(quickreply={}),
        {"type": "flex", "contents": {"type": "bubble"}},
        {"type": "flex", "altText": "a", "contents": {"type": "bubble", "body": {"type": "box", "contents": []}}},
        {"type": "template", "altText": "a", "template": {"type": "buttons", "text": "t", "actions": [{"type": "x"}]}},
    ]
    for message in wrong:
        body = {"to": ALICE, "messages": [message]}
        assert list(pushing.iter_errors(body)), message
        assert problems_of("pushRequest", body), message


def test_every_property_of_the_specification_is_in_our_table():
    """A property LINE adds would otherwise be refused here as a typo."""
    from simulator.limits import FAMILIES, LIMITS

    schemas = spec_file("messaging-api.yml")["components"]["schemas"]
    pairs = {"Message": "message", "Action": "action", "Template": "template", "FlexComponent": "component"}
    for base, family in pairs.items():
        for kind, ref in schemas[base]["discriminator"]["mapping"].items():
            wanted = set(schemas[ref[len(PREFIX) :]]["allOf"][-1].get("properties", {}))
            assert wanted <= set(LIMITS[FAMILIES[family][kind]]), kind


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("BotInfoResponse", "/v2/bot/info"),
        ("MessageQuotaResponse", "/v2/bot/message/quota"),
        ("QuotaConsumptionResponse", "/v2/bot/message/quota/consumption"),
        ("UserProfileResponse", f"/v2/bot/profile/{ALICE}"),
        ("RichMenuListResponse", "/v2/bot/richmenu/list"),
        ("RichMenuAliasListResponse", "/v2/bot/richmenu/alias/list"),
        ("GetWebhookEndpointResponse", "/v2/bot/channel/webhook/endpoint"),
        ("NumberOfMessagesResponse", "/v2/bot/message/delivery/push?date=20261123"),
    ],
)
def test_answers_are_what_the_specification_says(running, schema, path):
    line, bot = running
    clean(line, bot)
    body = line.api("GET", path).body
    assert [e.message for e in checker("messaging-api.yml", schema, strict=False).iter_errors(body)] == []


def test_what_sending_answers_is_what_the_specification_says(running):
    line, bot = running
    clean(line, bot)
    told = {"ReplyMessageResponse": reply(line, bot.token).body, "PushMessageResponse": push(line, ALICE).body}
    trial = line.api("POST", "/v2/bot/channel/webhook/test", {}).body
    for schema, body in (told | {"TestWebhookEndpointResponse": trial}).items():
        assert [e.message for e in checker("messaging-api.yml", schema, strict=False).iter_errors(body)] == []
    refused = push(line, ALICE, text("")).body
    assert [e.message for e in checker("messaging-api.yml", "ErrorResponse", strict=False).iter_errors(refused)] == []

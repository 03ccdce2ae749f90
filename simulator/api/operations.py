"""The official list of operations, read from `operations.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from simulator.rates import Rate

NO_JSON = (  # a picture, or no body at all
    "setRichMenuImage",
    "setDefaultRichMenu",
    "linkRichMenuIdToUser",
    "issueLinkToken",
    "leaveGroup",
    "leaveRoom",
    "issueStatelessChannelToken",
)


@dataclass(frozen=True)
class Named:
    """One operation of the specification."""

    name: str
    method: str
    path: str
    rate: Rate

    @property
    def takes_json(self) -> bool:
        return self.method in ("POST", "PUT") and self.name not in NO_JSON

    @property
    def body_optional(self) -> bool:
        return self.name == "testWebhookEndpoint"


def all_operations() -> list[Named]:
    tables = tomllib.loads(Path(__file__).with_name("operations.toml").read_text(encoding="utf-8"))
    return [
        Named(name, line["method"], line["path"], Rate.read(line.get("rate", "2000/second")))
        for table in tables.values()
        for name, line in table.items()
    ]

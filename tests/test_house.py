"""The house rules: the import line, no Thai in code, small files, every job and queue real, README's table true."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from bot import processes, queues, settings

ROOT = Path(__file__).parent.parent
ROOMS = ["nlp", "handlers", "models", "bot", "workers"]
FILES = {room: sorted((ROOT / room).rglob("*.py")) for room in [*ROOMS, "simulator"]}
FORBIDDEN = {
    "nlp": {"flask", "sqlalchemy", "redis", "rq", "linebot", "requests", "os", "socket", "urllib"},
    "handlers": {
        "flask",
        "sqlalchemy",
        "redis",
        "rq",
        "linebot",
        "requests",
        "os",
        "time",
        "socket",
        "random",
        "pythainlp",
    },
    "models": {"flask", "redis", "rq", "linebot", "requests"},
}
SOURCES = [(room, path) for room, paths in FILES.items() for path in paths if "versions" not in path.parts]


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").split(".")[0])
    return found


@pytest.mark.parametrize(("room", "path"), SOURCES, ids=[str(p.relative_to(ROOT)) for _, p in SOURCES])
def test_a_file_keeps_the_house_rules(room, path):
    """Imports only to the left; a first line that says the subject; no Thai words; at most 250 lines."""
    text = path.read_text("utf-8")
    allowed = set(ROOMS[: ROOMS.index(room) + 1]) if room in ROOMS else {"simulator"}
    foreign = imported(path) & {*ROOMS, "simulator", "tests"} - allowed
    assert not foreign, f"{room} must not import {foreign}"
    assert not imported(path) & FORBIDDEN.get(room, set())
    assert not re.search(r"[\u0e00-\u0e7f]", text), "Thai words live in content files"
    if path.name == "__init__.py":
        assert text.strip() == ""
        return
    assert ast.get_docstring(ast.parse(text)), "the first line says the subject"
    assert text.count("\n") <= 250


@pytest.mark.parametrize(("room", "path"), SOURCES, ids=[str(p.relative_to(ROOT)) for _, p in SOURCES])
def test_a_function_fits_in_the_eye(room, path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno <= 40, f"{room}: {node.name} is over 40 lines"


@pytest.mark.parametrize("room", ROOMS)
def test_no_circle_between_the_files_of_a_room(room):
    graph = {}
    for path in FILES[room]:
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        tree = ast.parse(path.read_text("utf-8"))
        inside = {n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
        late = {i for f in inside for i in ast.walk(f)}
        found = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node not in late and (node.module or "").startswith(room):
                found |= {node.module} | {f"{node.module}.{a.name}" for a in node.names}
        graph[name] = found
    state = {}

    def visit(name, trail):
        assert state.get(name) != "open", f"a circle: {' -> '.join([*trail, name])}"
        if state.get(name) == "done":
            return
        state[name] = "open"
        for other in graph[name] & graph.keys() - {name}:
            visit(other, [*trail, name])
        state[name] = "done"

    for name in graph:
        visit(name, [])


def test_every_job_name_is_a_function():
    for job in queues.JOBS:
        module, _, function = job.rpartition(".")
        assert callable(getattr(import_module(module), function))


def test_every_queue_is_watched_by_a_process_of_the_procfile():
    commands = processes.procfile()
    assert {q for q in queues.QUEUES if f"python -m workers.run {q}" in commands.values()} == set(queues.QUEUES)
    assert {"release", "web", "clock"} <= commands.keys()


def test_readme_names_every_setting_with_its_default():
    readme = (ROOT / "README.md").read_text("utf-8")
    for setting in settings.TABLE:
        row = next((line for line in readme.splitlines() if line.startswith(f"| `{setting.name}`")), None)
        assert row, f"README does not name {setting.name}"
        assert setting.what in row
        assert not setting.default or setting.default in row


def test_no_text_is_built_into_sql():
    for room, path in SOURCES:
        assert not re.search(r"text\(f[\"']|execute\(f[\"']", path.read_text("utf-8")), f"{room}: {path}"


def test_the_lock_files_carry_hashes():
    for name in ("requirements.lock", "requirements-dev.lock"):
        lines = (ROOT / name).read_text("utf-8").splitlines()
        pinned = [i for i, line in enumerate(lines) if "==" in line and not line.startswith((" ", "#"))]
        assert len(pinned) > 20
        assert all("--hash=sha256:" in lines[i + 1] for i in pinned)

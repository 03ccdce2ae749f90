"""The `klaiban` command."""

import subprocess
import sys

import click

from bot import settings
from handlers.vocabulary import Desk, Role


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Klai Ban: the LINE front door of a subdistrict social assistance centre."""


def _settings() -> settings.Settings:
    try:
        return settings.read()
    except settings.SettingMissing as missing:
        raise click.ClickException(str(missing)) from None


@main.command()
def up() -> None:
    """Migrate, then run web, workers and clock of the Procfile until told to stop."""
    from bot import up as starting

    starting.up(_settings())


@main.command()
@click.option("--simulator-port", default=8600, show_default=True)
def demo(simulator_port: int) -> None:
    """Run the whole service on embedded parts, with two phones in your browser."""
    from bot import demo as showing

    try:
        showing.demo(simulator_port)
    except showing.DemoFailed as failed:
        raise click.ClickException(str(failed)) from None


@main.command()
def migrate() -> None:
    """Bring the database to the present schema (and make keys and first centres)."""
    from bot import up as starting

    starting.prepare(_settings())
    click.echo("the database is up to date")


@main.command()
def classify() -> None:
    """Read JSON lines {"text": ...} on stdin, write what each is about on stdout."""
    from nlp import classify as reading

    reading.main(sys.stdin, sys.stdout)


_AS_GIVEN = {"ignore_unknown_options": True, "help_option_names": []}


@main.command(context_settings=_AS_GIVEN)
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def evaluate(options: tuple[str, ...]) -> None:
    """Measure the reader on labelled messages it never saw (docs/reading.md)."""
    from nlp import evaluate as measuring

    sys.exit(measuring.main(options))


@main.command(context_settings=_AS_GIVEN)
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def learn(options: tuple[str, ...]) -> None:
    """Propose a reader retrained with corrections; refuses one that hears less danger."""
    from nlp import learn as learning

    sys.exit(learning.main(options))


@main.command()
def train() -> None:
    """Build the reader's model from the sentences in nlp/sentences (needs the development install)."""
    from nlp import train as training

    sys.exit(training.main())


@main.group()
def centre() -> None:
    """Centres that are served."""


@centre.command("list")
def centre_list() -> None:
    """Print code, name and province of every centre."""
    from bot.wires import wire
    from models import centres

    with wire(_settings()).sessions.begin() as session:
        for one in centres.all_centres(session):
            if not one.is_province:
                click.echo(f"{one.code}\t{one.name}\t{one.amphoe}\t{one.province}")


@centre.command("add")
@click.argument("code")
@click.argument("name")
@click.option("--amphoe", default="", help="District.")
@click.option("--province", required=True)
@click.option("--aliases", default="", help="Other names, comma-separated.")
@click.option("--telephone", default="")
def centre_add(code: str, name: str, **more: str) -> None:
    """Add a centre by its official 6-digit subdistrict CODE and NAME."""
    from bot.wires import wire
    from models import centres

    if not (len(code) == 6 and code.isascii() and code.isdecimal()) or code.endswith("0000"):
        raise click.ClickException("CODE is the official 6-digit code of a subdistrict, e.g. 820805")
    wires = wire(_settings())
    with wires.sessions.begin() as session:
        known = code in {c.code for c in centres.all_centres(session)}
        centres.found(session, [{"code": code, "name": name, **more}], wires.now())
    click.echo(f"{code} {'was there already' if known else 'added'}")


@main.group()
def staff() -> None:
    """Members of the staff."""


@staff.command("invite")
@click.option("--centre", "code", required=True, help="6-digit code of the centre, or 2 digits of a province.")
@click.option("--role", required=True, type=click.Choice([r.value for r in Role]))
@click.option("--topics", default="", help="Desks, comma-separated: family, elderly, disability. All when left out.")
def staff_invite(code: str, role: str, topics: str) -> None:
    """Print a one-time code; the person sends it to the LINE account within 24 hours and is a member."""
    from bot.wires import wire
    from models import centres, members

    unknown = set(filter(None, topics.split(","))) - set(Desk)
    if unknown:
        raise click.ClickException(f"--topics knows {', '.join(Desk)}, not {', '.join(sorted(unknown))}")
    wires = wire(_settings())
    with wires.sessions.begin() as session:
        known = {c.code for c in centres.all_centres(session)} | {c.code[:2] for c in centres.all_centres(session)}
        if code not in known or (len(code) == 2) != (Role(role) is Role.PROVINCE):
            raise click.ClickException(f"no centre {code} for a {role}; `klaiban centre list` shows the centres")
        invitation = members.invite(session, code, Role(role), wires.now(), topics)
    click.echo("Send this code to the LINE account in a one-to-one chat. It is good once, for 24 hours.")
    click.echo(invitation)


@main.group()
def richmenu() -> None:
    """Rich menus."""


@richmenu.command("publish")
def richmenu_publish() -> None:
    """Draw the menus, publish those that changed, and link members to theirs."""
    from bot import rich_menus
    from bot.line import NotNow, Undeliverable
    from bot.wires import wire

    try:
        for name, what in rich_menus.publish(wire(_settings())).items():
            click.echo(f"{name}: {what}")
    except (NotNow, Undeliverable) as refused:
        raise click.ClickException(f"LINE did not take the menu ({refused}); try `klaiban doctor`") from None


@main.group()
def bench() -> None:
    """Measure, on the machine this stands on."""


@bench.command("simulator", context_settings={"ignore_unknown_options": True})
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def bench_simulator(options: tuple[str, ...]) -> None:
    """Reply calls a second the simulator of LINE takes on one core."""
    _run("simulator.bench", *options)


@bench.command("replies")
@click.argument("messages", default=200)
def bench_replies(messages: int) -> None:
    """Time from LINE's webhook to the accepted reply."""
    _run("tests.bench_replies", str(messages))


def _run(module: str, *words: str) -> None:
    """A command of a room this one must not import, as a process of its own."""
    done = subprocess.run([sys.executable, "-m", module, *words], cwd=settings.ROOT, check=False)  # noqa: S603
    sys.exit(done.returncode)


@main.command()
def doctor() -> None:
    """Check LINE, database, Redis, content, staff and quota; exit 1 when something must be done."""
    from bot import doctor as looking
    from bot.wires import wire

    findings = list(looking.examine(wire(_settings())))
    for found in findings:
        click.echo(f"{'ok ' if found.good else 'BAD'} {found.what}: {found.say}")
    sys.exit(0 if all(f.good for f in findings) else 1)


if __name__ == "__main__":
    main()

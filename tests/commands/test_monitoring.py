"""Do the commands on the book, runs and proof work together, on a small list of one's own?"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.library import server as servers
from tests.library.server import ok, status
from tests.webhooks.receiver import receiving

from watchword.cli import run
from watchword.lists.ofac_csv import SDN_TITLE
from watchword.lists.uk_conlist import TITLE as UK_TITLE

MAP = '[list]\nid = "own-test"\ntitle = "Test"\nkind = "person"\n\n[columns]\nid = "id"\nname = "name"\n'
BOOK = "id,name,type\n1,Amadou Kouffa,person\n2,Iyad Ag Ghali,person\n3,Dora Example,person\n"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]):
    """A home with a list and a book; calls commands with --json and gives exit code and answer."""
    monkeypatch.setenv("WATCHWORD_HOME", str(tmp_path / "home"))
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    (tmp_path / "book.csv").write_text(BOOK, encoding="utf-8")

    def call(*words: str) -> tuple[int, Any]:
        code = run([*words, "--json"])
        out = capsysbinary.readouterr().out
        return code, msgspec.json.decode(out) if out else None

    def lists(day: str, *names: str) -> None:
        rows = "\n".join(f"{number},{name}" for number, name in enumerate(names, start=1))
        (tmp_path / "list.csv").write_text(f"id,name\n{rows}\n", encoding="utf-8")
        code, _ = call("lists", "add", str(tmp_path / "map.toml"), str(tmp_path / "list.csv"), "--retrieved", day,
                       "--accept-shrunken")  # fmt: skip
        assert code == 0

    call.lists = lists
    call.folder = tmp_path
    return call


def test_from_a_file_to_a_record(office):
    """A book is imported, every day's lists are answered for, each customer has a record for each, and all replay."""
    office.lists("2024-01-01", "Amadou Kouffa", "Somebody Elsewhere")
    code, imported = office("customers", "import", str(office.folder / "book.csv"))
    assert (code, imported["added"], imported["by"][:3]) == (0, 3, "os:")
    code, first = office("monitor")
    assert [run_["run"]["day"] for run_ in first["runs"]] == ["2024-01-01"]
    office.lists("2024-01-02", "Amadou Kouffa", "Somebody Elsewhere", "Iyad Ag Ghali")
    office.lists("2024-01-03", "Another Person", "Somebody Elsewhere", "Iyad Ag Ghali")
    code, later = office("monitor")
    assert [run_["run"]["day"] for run_ in later["runs"]] == ["2024-01-02", "2024-01-03"]
    told = [(c["customer"], c["what"], c["why"]) for run_ in later["runs"] for c in run_["changes"]]
    assert told == [("2", "gained", "listed"), ("1", "lost", "listing-changed")]
    _, customer = office("customers", "show", "1")
    assert [len(answer["hits"]) for answer in customer["answers"]] == [1, 1, 0]
    assert customer["gaps"] == []
    code, replayed = office("replay", "--all")
    assert (code, replayed["equal"], replayed["of"]) == (0, 3, 3)
    assert {one["rows"] for one in replayed["records"]} == {3}
    _, hits = office("customers", "list", "--hits")
    assert [one["id"] for one in hits["shown"]] == ["2"]


def test_watch_once(office):
    """One round of watch does what monitor does, and a second has nothing to do."""
    office.lists("2024-01-01", "Amadou Kouffa", "Somebody Elsewhere")
    office("customers", "import", str(office.folder / "book.csv"))
    code, done = office("watch", "--once", "--no-update")
    assert (code, len(done["runs"]), done["runs"][0]["customers"]) == (0, 1, 3)
    code, done = office("watch", "--once", "--no-update")
    assert (code, done["runs"]) == (0, [])


def test_watch_from_the_address_of_a_list_to_another_system(office, data, monkeypatch):
    """A list that changed at its address is fetched, its customers are answered, an alert opens and another system is
    told, all in one round. A list that fails is told by exit code 4 and stops nothing; the next round makes up for it."""
    sleep = time.sleep
    monkeypatch.setattr(time, "sleep", lambda _: None)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    whole = (data / "us-ofac" / "sdn" / "sdn.csv").read_bytes()
    lacking = b"".join(line for line in whole.splitlines(keepends=True) if b"MILOSEVIC" not in line)
    (office.folder / "book.csv").write_text(f"{BOOK}4,Marija Milosevic,person\n", encoding="utf-8")
    assert office("customers", "import", str(office.folder / "book.csv"))[0] == 0
    with servers.running() as server, receiving() as other:
        office("webhooks", "add", "cases", other.url, "--own-network")
        table = office.folder / "addresses.toml"
        lists = (("us-ofac-sdn", "us-ofac", SDN_TITLE, server.on("/sdn.csv", ok(lacking))),
                 ("uk-ofsi", "uk-ofsi", UK_TITLE, server.on("/uk", ok((data / "uk" / "extract-conlist.csv").read_bytes()))))  # fmt: skip
        table.write_text("".join(f'[[list]]\nid = "{id_}"\npublisher = "{publisher}"\ntitle = "{title}"\n'
                                 f'files = [{{ name = "list.csv", url = "{url}" }}]\n' for id_, publisher, title, url in lists))  # fmt: skip
        words = ("watch", "--once", "--addresses", str(table))
        code, told = office(*words)
        assert (code, [run_["customers"] for run_ in told["runs"]], told["sent"]) == (0, [4], 1)
        sleep(1.1)  # states of one day are in order of the second in which they were fetched
        server.on("/sdn.csv", ok(whole))
        server.on("/uk", status(503))
        code, told = office(*words)
        assert (code, told["lists_failed"], told["sent"]) == (4, True, 2)
        assert [run_["changes"] for run_ in told["runs"]] == [{"gained: listed": 1}]
        messages = [msgspec.json.decode(body) for body in other.bodies]
        assert [one["type"] for one in messages] == ["monitored", "monitored", "hits.changed"]
        assert [(one["customer"], one["why"]) for one in messages[-1]["data"]["changes"]] == [("4", "listed")]
        assert [one["state"] for one in office("alerts", "list")[1]["alerts"]] == ["open"]
        server.on("/uk", ok((data / "uk" / "extract-conlist.csv").read_bytes()))
        assert office(*words)[0] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_watch_ends_cleanly(office, sent, code):
    """SIGTERM ends watch with exit code 0, Ctrl-C with 130, after what it had begun is on record."""
    office.lists("2024-01-01", "Amadou Kouffa", "Somebody Elsewhere")
    office("customers", "import", str(office.folder / "book.csv"))
    command = shutil.which("watchword") or ""
    words = (
        [command, "watch", "--no-update"]
        if command
        else [sys.executable, "-m", "watchword.cli", "watch", "--no-update"]
    )
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # a shell's background job ignores it
    ) as working:  # fmt: skip
        try:
            assert working.stdout is not None
            assert b"Run 1" in working.stdout.readline()
            time.sleep(0.2)
            working.send_signal(sent)
            _, error = working.communicate(timeout=60)
        finally:
            working.kill()
    assert (working.returncode, b"Stopped." in error, b"Traceback" in error) == (code, True, False)


def test_impact_of_a_line(office):
    """Another line is tried on the book and on what was asked, with reasons; nothing takes effect."""
    office.lists("2024-01-01", "Amadou Kouffa", "Somebody Elsewhere")
    office("customers", "import", str(office.folder / "book.csv"))
    office("screen", "Amadu Koufa")
    (office.folder / "new.toml").write_text("alert = 0.99\n", encoding="utf-8")
    code, found = office("impact", "--policy", str(office.folder / "new.toml"))
    assert code == 0
    assert found["parties"] == 4
    assert [(one["name"], one["what"], one["why"]) for one in found["changes"]] == [("Amadu Koufa", "lost", "line")]
    _, policy = office("policy", "show")
    assert policy["policy"]["alert"] == 0.76


def test_validate_on_the_book(office):
    """A pack is written and sealed, with alerts counted on the book."""
    office.lists("2024-01-01", "Amadou Abdoulaye Kouffa", "Somebody Elsewhere", "Iyadibou Ag Ghalini")
    office("customers", "import", str(office.folder / "book.csv"))
    out = office.folder / "pack"
    code, told = office("validate", str(out), "--names", "3", "--searches", "3", "--day", "2024-02-01")
    assert (code, told["sound"], told["alerts"]["of"]) == (0, True, 3)
    assert {path.suffix for path in out.iterdir()} == {"", ".html", ".pdf", ".json", ".csv"}


def test_webhooks_from_the_command_line(office):
    """Targets are added, listed and removed; an inner address only where it is meant; the secret is shown once."""
    code, _ = office("webhooks", "add", "cases", "https://127.0.0.1/")
    assert code == 2
    code, added = office("webhooks", "add", "cases", "http://127.0.0.1:9/", "--own-network")
    assert (code, added["secret"][:6]) == (0, "whsec_")
    _, listed = office("webhooks", "list")
    assert [(one["name"], one["waiting"], "secret" in one) for one in listed["webhooks"]] == [("cases", 0, False)]
    office.lists("2024-01-01", "Amadou Kouffa", "Somebody Elsewhere")
    office("customers", "import", str(office.folder / "book.csv"))
    office("monitor")
    code, sent = office("webhooks", "send")
    assert (code, sent["sent"], len(sent["failed"])) == (1, 0, 1)
    _, removed = office("webhooks", "remove", "cases")
    assert removed["dropped"] == 2

"""Is a report refused until it is complete, and is the annual one what stood on 30 June?"""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.cases.casework import Office, hit, listing

from watchword.cases import approvals, evidence_files, report_paper, reports
from watchword.cases.alert import Alert, Ruling
from watchword.errors import ForbiddenError, InputError, NotFoundError, UsageError

BLOCKED, REJECTED = Ruling("block", "identity-confirmed"), Ruling("reject", "prohibited-transaction")


def facts(office: Office, alert: Alert) -> dict[str, str]:
    """Complete facts, with a paper that is attached."""
    receipt = evidence_files.attach(office.desk, office.ann, alert.id, "pacs.xml", b"<Document/>")
    with office.desk.log.read() as view:
        digest = str(view.record(receipt.seq).read(dict)["sha256"])
    return {
        **dict.fromkeys(reports.FACTS, "said"), "action_date": "2026-11-23", "value_usd": "12,500.00",
        "value_basis": "actual", "documents": digest, "account": "",
    }  # fmt: skip


def decided(office: Office, ruling: Ruling, customer: str = "7") -> Alert:
    """An alert that was decided so."""
    alert = office.raised(customer=customer)
    office.desk.decide(office.ann, alert.id, ruling, "it is him")
    return office.desk.alert(alert.id)


@pytest.mark.parametrize(("kind", "ruling"), [("block", BLOCKED), ("reject", REJECTED)])
def test_a_complete_report_is_made_and_recorded(office: Office, kind: str, ruling: Ruling) -> None:
    """A report has every field of the rule, is on record, and is no longer outstanding; CSV and PDF hold it."""
    alert = decided(office, ruling)
    assert [one.id for one in reports.outstanding(office.desk)] == [alert.id]
    receipt, made = reports.make(office.desk, office.ann, kind, alert.id, facts(office, alert))
    assert receipt.kind == "reported"
    assert set(made.fields) == set(reports.COLUMNS)
    assert made.fields["rule"] == reports.RULES[kind]
    assert (made.fields["target"], made.fields["programmes"]) == ("Usama Example", "SDGT")
    assert reports.outstanding(office.desk) == []
    (row,) = csv.DictReader(io.StringIO(reports.as_csv([made])))
    assert row == made.fields
    paper = report_paper.paper("Report", [made])
    assert paper.startswith(b"%PDF-")
    assert paper == report_paper.paper("Report", [made])


def test_a_missing_or_wrong_fact_is_named(office: Office) -> None:
    """Without any one of the required facts, or with one that makes no sense, there is no report; the error names it."""
    alert = decided(office, BLOCKED)
    told = facts(office, alert)
    wrong = [(name, " ") for name in reports.FACTS if name not in reports.OPTIONAL]
    wrong += [("action_date", "yesterday"), ("action_date", "2026-12-24"), ("value_basis", "guessed")]
    wrong += [("value_usd", value) for value in ("much", "-1", "inf", "12.500,00", "1,2,3", "1e3", "٣")]
    for name, value in wrong:
        with pytest.raises(InputError) as caught:
            reports.make(office.desk, office.ann, "block", alert.id, {**told, name: value})
        assert caught.value.where == name
    with pytest.raises(InputError, match="not attached"):
        reports.make(office.desk, office.ann, "block", alert.id, {**told, "documents": "0" * 64})


def test_all_that_is_missing_is_named_at_once(office: Office) -> None:
    """The first missing fact is explained, the others are named with it."""
    alert = decided(office, BLOCKED)
    with pytest.raises(InputError) as caught:
        reports.make(office.desk, office.ann, "block", alert.id, {"holder_name": "Aid"})
    assert caught.value.where == "holder_address"
    assert all(
        name in (caught.value.hint or "")
        for name in reports.FACTS
        if name not in ("holder_name", "holder_address", "account")
    )


def test_the_clock_of_a_report_runs_from_the_action(office: Office) -> None:
    """A report is due ten business days after the day of the action, whenever it was decided; without papers it says none."""
    alert = decided(office, BLOCKED)
    told = facts(office, alert) | {"action_date": "2026-11-20", "documents": reports.NONE}
    _, made = reports.make(office.desk, office.ann, "block", alert.id, told)
    assert (made.fields["due"], made.fields["documents"]) == ("2026-12-07", "none")  # Thanksgiving lies between


def test_only_what_was_decided_so_is_reported(office: Office) -> None:
    """An open alert, another decision, and a viewer's request are refused."""
    alert = office.raised()
    for kind in ("block", "other"):
        with pytest.raises(UsageError):
            reports.make(office.desk, office.ann, kind, alert.id, {})
    with pytest.raises(ForbiddenError):
        reports.make(office.desk, office.vera, "block", alert.id, {})
    with pytest.raises(NotFoundError):
        reports.make(office.desk, office.ann, "block", "9-9", {})


def test_the_annual_report_is_of_30_june(office: Office) -> None:
    """What was blocked by 30 June and not released by then is in it; what was never reported is named as missing."""
    kept, released, silent = (decided(office, BLOCKED, customer) for customer in "abc")
    decided(office, REJECTED, "d")
    for alert in (kept, released):
        reports.make(office.desk, office.ann, "block", alert.id, facts(office, alert))
    office.clock.time = datetime(2027, 6, 30, 12, tzinfo=UTC)
    other = office.desk.decide(office.ann, released.id, Ruling("false-positive", "other-person"), "his brother")
    approvals.approve(office.desk, office.carl, other.seq)
    late = decided(office, BLOCKED, "e")
    with pytest.raises(UsageError, match="not over"):
        reports.annual(office.desk, office.audrey, 2027)
    office.clock.time = datetime(2027, 7, 1, 0, 0, tzinfo=UTC)
    later = decided(office, BLOCKED, "f")
    found, missing = reports.annual(office.desk, office.audrey, 2027)
    assert [report.fields["alert"] for report in found] == [kept.id]
    assert missing == [silent.id, late.id]
    assert later.id not in missing
    with office.desk.log.read() as view:
        assert [record.read(dict)["what"] for record in view.records(kinds=("exported",))] == ["annual report 2027"]
    found, _ = reports.annual(office.desk, office.audrey, 2025)
    assert found == []


def test_facts_are_read_from_a_template(tmp_path: Path) -> None:
    """The template has every fact; an unknown one, broken TOML and a missing file are refused."""
    path = tmp_path / "facts.toml"
    path.write_text(reports.template("block"))
    assert set(reports.read_facts(path)) == set(reports.FACTS)
    for text in ('colour = "red"', "holder_name = "):
        path.write_text(text)
        with pytest.raises(InputError):
            reports.read_facts(path)
    with pytest.raises(InputError):
        reports.read_facts(tmp_path / "nothing.toml")


def test_evidence_is_kept_once(office: Office) -> None:
    """The same file twice is kept once; type is told from content; an empty or large one is refused."""
    alert = office.raised(hit(listing()))
    receipts = [evidence_files.attach(office.desk, office.ann, alert.id, name, b"%PDF-1.7") for name in "ab"]
    with office.desk.log.read() as view:
        bodies = [view.record(receipt.seq).read(dict) for receipt in receipts]
    assert bodies[0] == bodies[1]
    assert (bodies[0]["type"], bodies[0]["size"]) == ("application/pdf", 8)
    assert evidence_files.fetch(office.desk, str(bodies[0]["sha256"])) == b"%PDF-1.7"
    for data in (b"", bytes(evidence_files.LARGEST + 1)):
        with pytest.raises(InputError):
            evidence_files.attach(office.desk, office.ann, alert.id, "x", data)
    with pytest.raises(NotFoundError):
        evidence_files.fetch(office.desk, "0" * 64)
    assert [evidence_files.type_of(data) for data in (b"a\nb", b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n")] == [
        "text/plain", "application/octet-stream", "image/png",
    ]  # fmt: skip

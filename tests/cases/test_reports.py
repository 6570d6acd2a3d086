"""Is a report refused until it is complete, and is the annual one what stood on 30 June?"""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.cases.casework import Office, hit, listing

from watchword.cases import approvals, evidence_files, report_facts, report_paper, reports
from watchword.cases.alert import Alert, Ruling
from watchword.errors import ForbiddenError, InputError, NotFoundError, UsageError

BLOCKED, REJECTED = Ruling("block", "identity-confirmed"), Ruling("reject", "prohibited-transaction")


def facts(office: Office, alert: Alert) -> dict[str, str]:
    """Complete facts, with a paper that is attached."""
    receipt = evidence_files.attach(office.desk, office.ann, alert.id, "pacs.xml", b"<Document/>")
    with office.desk.log.read() as view:
        digest = str(view.record(receipt.seq).read(dict)["sha256"])
    return {
        **dict.fromkeys(report_facts.FACTS["block"], "said"), "action_date": "2026-11-23", "value_usd": "12,500.00",
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
    assert [(one.kind, one.alert.id) for one in reports.outstanding(office.desk)] == [(kind, alert.id)]
    receipt, made = reports.make(office.desk, office.ann, kind, alert.id, facts(office, alert))
    assert receipt.kind == "reported"
    assert set(made.fields) == set(reports.columns(kind))
    assert made.fields["rule"] == report_facts.RULES[kind]
    assert (made.fields["target"], made.fields["programmes"]) == ("Usama Example", "SDGT")
    assert reports.outstanding(office.desk) == []
    (row,) = csv.DictReader(io.StringIO(reports.as_csv(kind, [made])))
    assert row == made.fields
    paper = report_paper.paper("Report", kind, [made])
    assert paper.startswith(b"%PDF-")
    assert paper == report_paper.paper("Report", kind, [made])


def test_a_missing_or_wrong_fact_is_named(office: Office) -> None:
    """Without any one of the required facts, or with one that makes no sense, there is no report; the error names it."""
    alert = decided(office, BLOCKED)
    told = facts(office, alert)
    wrong = [(name, " ") for name in report_facts.FACTS["block"] if name not in report_facts.OPTIONAL]
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
        for name in report_facts.FACTS["block"]
        if name not in ("holder_name", "holder_address", "account")
    )


def test_the_clock_of_a_report_runs_from_the_action(office: Office) -> None:
    """A report is due ten business days after the day of the action, whenever it was decided; without papers it says none."""
    alert = decided(office, BLOCKED)
    told = facts(office, alert) | {"action_date": "2026-11-20", "documents": report_facts.NONE}
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


def test_property_that_was_unblocked_is_reported(office: Office) -> None:
    """What two people released after a block is due ten business days later; what the first report told is known."""
    alert = decided(office, BLOCKED)
    told = facts(office, alert)
    reports.make(office.desk, office.ann, "block", alert.id, told)
    office.clock.time = datetime(2027, 1, 4, 12, tzinfo=UTC)
    other = office.desk.decide(office.ann, alert.id, Ruling("false-positive", "other-person"), "his brother")
    assert reports.outstanding(office.desk) == []
    approvals.approve(office.desk, office.carl, other.seq)
    assert [(one.kind, one.alert.id, one.due) for one in reports.outstanding(office.desk)] == [
        ("unblock", alert.id, "2027-01-19")  # Martin Luther King's birthday lies between
    ]
    known = reports.known(office.desk, office.ann, "unblock", alert.id)
    assert known["first_report"] == f"Report of alert {alert.id} for the blocking of 2026-11-23"
    more = {"action": "unblocked", "recipient": "the payer", "action_date": "2027-01-04", "value_usd": "12,500.00",
            "value_basis": "actual", "legal_authority": "mistaken identity", "documents": "none"}  # fmt: skip
    with pytest.raises(InputError) as caught:
        reports.make(office.desk, office.ann, "unblock", alert.id, {**known, **more, "action": "given back"})
    assert caught.value.where == "action"
    _, made = reports.make(office.desk, office.ann, "unblock", alert.id, {**known, **more})
    assert tuple(made.fields) == reports.columns("unblock")
    assert (made.fields["rule"], made.fields["due"]) == ("31 CFR 501.603(b)(3)", "2027-01-19")
    assert reports.outstanding(office.desk) == []
    assert report_paper.paper("Report", "unblock", [made]).startswith(b"%PDF-")


def test_only_what_was_blocked_can_be_unblocked(office: Office) -> None:
    """Of what was rejected there is no such report; what stands as block can only have been transferred."""
    rejected, alert = decided(office, REJECTED), decided(office, BLOCKED, "8")
    told = dict.fromkeys(report_facts.FACTS["unblock"], "said") | {
        "action": "transferred", "action_date": "2026-11-23", "value_usd": "1", "value_basis": "actual", "documents": "none",
    }  # fmt: skip
    with pytest.raises(UsageError, match="nothing was blocked"):
        reports.make(office.desk, office.ann, "unblock", rejected.id, told)
    with pytest.raises(UsageError, match="still stands as block"):
        reports.make(office.desk, office.ann, "unblock", alert.id, told | {"action": "unblocked"})
    reports.make(office.desk, office.ann, "unblock", alert.id, told)
    assert [(one.kind, one.alert.id) for one in reports.outstanding(office.desk)] == [
        ("reject", rejected.id), ("block", alert.id),
    ]  # fmt: skip


def test_facts_are_read_from_a_template(tmp_path: Path) -> None:
    """The template has every fact; an unknown one, broken TOML and a missing file are refused."""
    path = tmp_path / "facts.toml"
    path.write_text(report_facts.template("block"))
    assert set(report_facts.read_facts(path, "block")) == set(report_facts.FACTS["block"])
    for text in ('colour = "red"', "holder_name = "):
        path.write_text(text)
        with pytest.raises(InputError):
            report_facts.read_facts(path, "block")
    with pytest.raises(InputError):
        report_facts.read_facts(tmp_path / "nothing.toml", "block")


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

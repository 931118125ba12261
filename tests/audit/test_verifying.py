"""Whoever touches the trail behind the application's back is found out (T-14)."""

import json
from datetime import timedelta

import pytest

from tests.audit import make
from tests.trail import execute, unguarded
from yushui.audit import marks, verifying
from yushui.audit.models import Event, Seal
from yushui.audit.sealing import header_of, seal_pending
from yushui.audit.verifying import verify
from yushui.kernel import clock
from yushui.kernel.keys import FileKeys


def copied(event: Event, **changes) -> Event:
    """The same row once more under a new id, with its mark."""
    values = {field.name: getattr(event, field.name) for field in Event._meta.fields[1:]}
    return Event.objects.create(**values | changes)


@pytest.fixture
def ids() -> list[int]:
    """Nine events under three seals of three, and one not sealed yet."""
    written = []
    for _ in range(3):
        written += [event.pk for event in make.events(3)]
        seal_pending()
    return [*written, make.events(1)[0].pk]


@pytest.fixture
def anchor(ids) -> str:
    """What was printed and put away while all was well."""
    return verify().head


def first_finding(**options) -> tuple[str, int | None]:
    finding = verify(**options).findings[0]
    assert finding.sentence.endswith("。")
    return finding.code, finding.event


def test_an_untouched_trail_is_intact(ids, anchor):
    report = verify(anchor)
    assert report.is_intact
    assert (report.events, report.pending, report.seals, report.gaps) == (10, 1, 3, 0)
    assert report.head == Seal.objects.get(number=3).digest


def test_an_empty_trail_is_intact():
    assert verify().is_intact
    assert verify().head == ""


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2026-07-25 02:00:01+00:00"),
        ("kind", "visit.deleted"),
        ("actor_id", "8"),
        ("actor_name", "王某"),
        ("unit_id", "1"),
        ("unit_name", "某单位"),
        ("subject", "payment"),
        ("subject_id", "99"),
        ("detail", '{"fields": []}'),
        ("request_id", "1"),
        ("mark", "00" * 40),
    ],
)
@pytest.mark.parametrize("position", [4, 9], ids=["sealed", "tail"])
def test_an_edited_event_is_found(ids, position, column, value):
    execute(f"UPDATE audit_event SET {column} = %s WHERE id = %s", value, ids[position])
    assert first_finding() == ("edited", ids[position])


@pytest.mark.parametrize("position", [0, 4, 8], ids=["first", "middle", "end of what is sealed"])
def test_a_deleted_event_is_found(ids, position):
    execute("DELETE FROM audit_event WHERE id = %s", ids[position])
    assert first_finding() == ("deleted", ids[position])


def test_the_first_of_many_deleted_events_is_named(ids):
    execute("DELETE FROM audit_event WHERE id >= %s", ids[4])
    assert [(finding.code, finding.event) for finding in verify().findings] == [
        ("deleted", ids[4]),
        ("deleted", ids[6]),
    ]


def test_a_deleted_event_is_found_behind_a_gap(ids):
    hidden, _, deleted = make.events(3)[:3]
    execute("DELETE FROM audit_event WHERE id = %s", hidden.pk)
    seal_pending()
    execute("DELETE FROM audit_event WHERE id IN (%s, %s)", hidden.pk + 1, deleted.pk)
    assert first_finding() == ("deleted", hidden.pk + 1)


def test_a_late_event_that_was_deleted_is_found():
    events = make.events(3)
    execute("DELETE FROM audit_event WHERE id = %s", events[1].pk)
    seal_pending()
    events[1].save(force_insert=True)
    seal_pending()
    execute("DELETE FROM audit_event WHERE id = %s", events[1].pk)
    assert first_finding() == ("deleted", events[1].pk)


def test_a_forged_event_is_found_even_after_it_was_sealed(ids):
    forged = copied(Event.objects.get(pk=ids[0]), kind="payment.approved")
    assert first_finding() == ("edited", forged.pk)
    seal_pending()
    assert first_finding() == ("edited", forged.pk)


def test_a_copied_event_is_found_by_its_mark(ids):
    again = copied(Event.objects.get(pk=ids[0]))
    seal_pending()
    assert first_finding() == ("copied", again.pk)


def test_an_event_moved_in_front_of_the_first_is_found(ids):
    execute("UPDATE audit_event SET id = -1 WHERE id = %s", ids[9])
    assert first_finding() == ("inserted", -1)


def test_swapped_events_are_found(ids):
    for number, other in ((ids[3], -1), (ids[4], ids[3]), (-1, ids[4])):
        execute("UPDATE audit_event SET id = %s WHERE id = %s", other, number)
    assert first_finding() == ("digest", ids[3])


@pytest.mark.parametrize("number", [1, 2], ids=["first", "middle"])
def test_a_seal_taken_out_of_the_chain_is_found(ids, number):
    execute("DELETE FROM audit_seal WHERE number = %s", number)
    assert first_finding() == ("chain", ids[3 * number - 3])


def test_a_block_cut_out_with_its_seal_is_found(ids):
    execute("DELETE FROM audit_event WHERE id BETWEEN %s AND %s", ids[3], ids[5])
    execute("DELETE FROM audit_seal WHERE number = 2")
    assert first_finding() == ("chain", ids[3])


@pytest.mark.parametrize(
    "change",
    [
        "digest = previous",
        "at = '2026-07-25 03:00:00+00:00'",
        "event_count = 2",
        "late = '[1]'",
        "gaps = '[[1, 1]]'",
        "gaps = '{}'",
        "gaps = '[[1], 2]'",
        "late = '[[]]'",
        "upto = upto + 1",
        "previous = digest",
    ],
)
@pytest.mark.parametrize("number", [1, 3])
def test_an_edited_seal_is_found(ids, number, change):
    execute(f"UPDATE audit_seal SET {change} WHERE number = %s", number)
    assert not verify().is_intact


def test_a_tail_cut_off_with_its_seals_is_found_by_the_anchor_alone(ids, anchor):
    execute("DELETE FROM audit_event WHERE id >= %s", ids[6])
    execute("DELETE FROM audit_seal WHERE number = 3")
    assert verify().is_intact
    assert first_finding(anchor=anchor) == ("anchor", None)


def test_a_trail_emptied_and_begun_anew_is_found_by_the_anchor(anchor):
    with unguarded():
        Event.objects.all().delete()
        Seal.objects.all().delete()
    make.events(9)
    seal_pending()
    assert "anchor" in [finding.code for finding in verify(anchor).findings]


def test_a_chain_made_again_without_the_key_is_found(ids, tmp_path, settings):
    execute("UPDATE audit_event SET kind = 'x' WHERE id = %s", ids[4])
    installed = settings.YUSHUI_KEYS
    settings.YUSHUI_KEYS = FileKeys.create(tmp_path / "guessed.json").path
    forge_chain()
    settings.YUSHUI_KEYS = installed
    codes = {finding.code for finding in verify().findings}
    assert codes == {"edited", "digest"}


def forge_chain() -> None:
    """Mark the edited events and seal everything again, with whatever key is at hand."""
    with unguarded():
        for event in Event.objects.filter(kind="x"):
            event.mark = marks.mark([getattr(event, name) for name in marks.CONTENT])
            event.save()
        previous = ""
        for seal in Seal.objects.order_by("number"):
            seal.previous = previous
            covered = Event.objects.filter(pk__gt=seal.after, pk__lte=seal.upto).order_by("pk")
            seal.digest = marks.seal_digest(
                header_of(seal), list(covered.values_list("pk", "mark"))
            )
            seal.save()
            previous = seal.digest


def test_a_clock_put_back_is_found_and_said_once(ids, move_clock):
    now = clock.now()
    move_clock(now - timedelta(hours=1))
    back = make.events(3)[0]
    assert [(found.code, found.event) for found in verify().findings] == [("clock", back.pk)]
    seal_pending()
    assert {found.code for found in verify().findings} == {"clock"}


def test_an_event_of_the_future_is_found_when_it_is_sealed(ids, move_clock):
    now = clock.now()
    move_clock(now + timedelta(hours=1))
    ahead = make.events(1)[0]
    move_clock(now)
    seal_pending()
    assert first_finding() == ("clock", ahead.pk)


def test_the_few_minutes_a_transaction_takes_are_no_clock_put_back(ids, move_clock):
    move_clock(clock.now() - timedelta(minutes=4))
    make.events(1)
    seal_pending()
    assert verify().is_intact


def test_findings_are_told_up_to_twenty(ids):
    make.events(40)
    execute("UPDATE audit_event SET kind = 'x'")
    assert len(verify().findings) == 20


def test_progress_is_told_along_the_way(ids, monkeypatch):
    monkeypatch.setattr(verifying, "_PROGRESS_EVERY", 4)
    told = []
    verify(progress=lambda done, total: told.append((done, total)))
    assert told == [(4, 10), (8, 10)]


def test_detail_is_verified_whatever_order_the_database_keeps_its_keys_in(ids):
    event = make.events(1)[0]
    reordered = json.dumps({"b": 1, **event.detail})
    execute("UPDATE audit_event SET detail = %s WHERE id = %s", reordered, event.pk)
    assert first_finding() == ("edited", event.pk)
    execute(
        "UPDATE audit_event SET detail = %s WHERE id = %s",
        json.dumps(event.detail, indent=3),
        event.pk,
    )
    assert verify().is_intact


def test_a_long_trail_is_read_in_pages(ids, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(verifying, "_CHUNK", 5)
    with django_assert_num_queries(7):  # newest seal, seals and none, events in three, copies
        assert verify().events == 10
    monkeypatch.setattr(verifying, "_CHUNK", 1)
    assert (verify().is_intact, verify().seals, verify().events) == (True, 3, 10)

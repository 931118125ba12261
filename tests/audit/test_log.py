"""What is written to the trail, and what never is."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.contrib.contenttypes.models import ContentType

from tests.audit.make import Clerk, UnitClerk
from yushui.audit.log import log, log_many, request_id
from yushui.audit.marks import CONTENT, is_genuine
from yushui.audit.models import Event
from yushui.kernel import clock


def stored() -> Event:
    return Event.objects.get()


def test_an_event_says_who_did_what_to_what_and_when():
    subject = ContentType.objects.first()
    log("type.renamed", subject, by=Clerk(), fields=["model"])
    event = stored()
    assert (event.at, event.kind) == (clock.now(), "type.renamed")
    assert (event.actor_id, event.actor_name, event.unit_id) == ("7", "李小明", None)
    assert (event.subject, event.subject_id) == ("contenttypes.contenttype", str(subject.pk))
    assert event.detail == {"fields": ["model"]}


def test_an_event_may_be_about_something_without_a_record():
    log("login.failed", "login", by=Clerk())
    assert (stored().subject, stored().subject_id) == ("login", "")


def test_an_actor_of_a_unit_is_written_down_with_it():
    log("x", "y", by=UnitClerk())
    assert (stored().unit_id, stored().unit_name) == ("12", "云川县退役军人事务局")


def test_events_of_one_request_carry_its_id():
    token = request_id.set("3f2a")
    log("x", "y", by=Clerk())
    request_id.reset(token)
    assert stored().request_id == "3f2a"


def test_an_event_read_back_is_genuine_until_any_field_changes():
    log("x", "y", by=UnitClerk(), b=1, a=[True, None, {"z": 1, "ä": "是"}])
    event = stored()
    content = [getattr(event, name) for name in CONTENT]
    assert is_genuine(content, event.mark)
    for position in range(len(CONTENT)):
        other = content.copy()
        other[position] = clock.now().replace(year=2020) if position == 0 else "other"
        assert not is_genuine(other, event.mark), CONTENT[position]


@pytest.mark.parametrize("mark", ["", "zz", "00" * 40, "00"])
def test_a_made_up_mark_is_not_genuine(mark):
    assert not is_genuine([clock.now(), *[""] * 9], mark)


def test_values_are_kept_in_a_form_both_databases_give_back():
    log(
        "x",
        "y",
        by=Clerk(),
        on=date(2026, 8, 1),
        money=Decimal("1.50"),
        who=UUID(int=1),
        ids={2, 1},
    )
    assert stored().detail == {
        "on": "2026-08-01",
        "money": "1.50",
        "who": "00000000-0000-0000-0000-000000000001",
        "ids": [1, 2],
    }


@pytest.mark.parametrize("value", [0.5, object(), b"x"])
def test_what_could_not_be_read_back_the_same_is_refused(value):
    with pytest.raises(TypeError, match="cannot keep"):
        log("x", "y", by=Clerk(), value=value)
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "personal",
    [
        "11010519491231002X",
        "110105491231002",
        "13800000000",
        "6222020000000000",
        "6222020000000000000",
    ],
)
def test_a_personal_number_that_slips_in_is_struck_out(personal):
    log("x", "y", by=Clerk(), note=[f"号码{personal}。"])
    assert stored().detail == {"note": ["号码［已隐去］。"]}


@pytest.mark.parametrize(
    "harmless", ["0190a0b000007000800000000000000113800000000ab", "141124100201"]
)
def test_other_numbers_are_left_alone(harmless):
    log("x", "y", by=Clerk(), note=harmless)
    assert stored().detail == {"note": harmless}


def test_many_events_take_few_queries(django_assert_max_num_queries):
    subjects = list(ContentType.objects.all()[:1]) * 3000
    with django_assert_max_num_queries(50):  # SQLite takes some eighty rows in one statement
        count = log_many("x", ((subject, {"row": 1}) for subject in subjects), by=Clerk())
    assert count == Event.objects.count() == 3000
    assert len(set(Event.objects.values_list("mark", flat=True))) == 3000

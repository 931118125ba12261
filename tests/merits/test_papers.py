"""The printed citation: one page each, the same bytes for the same day, no text a command."""

import pypdfium2
import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.merits.place import Place
from yushui.audit.models import Event
from yushui.jobs import progress
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.merits import actions, jobs, papers
from yushui.merits.actions import printing
from yushui.merits.models import PrintRun
from yushui.office.typeset import Paper


@pytest.fixture
def place():
    return Place()


def words(made):
    with pypdfium2.PdfDocument(made.content) as document:
        told = [page.get_textpage().get_text_range() for page in document]
    return len(told), "".join("".join(one.split()) for one in told)


def test_it_says_who_for_what_and_who_reports_it(place):
    count, text = words(papers.sheet([place.assigned()]))
    assert count == 1
    assert text.startswith("喜报赵母家属：")
    assert "您的孩子赵立功同志" in text
    assert "荣立二等功（政通〔2026〕7号）" in text
    assert place.army[3].name in text


def test_a_title_is_bestowed_and_a_merit_earned(place):
    assert "荣获“四有”优秀" in words(papers.sheet([place.assigned(merit="four_haves")]))[1]


def test_many_are_a_page_each_and_say_how_far_they_are(place):
    told = []
    both = [place.assigned(), place.assigned(merit="third")]
    assert words(papers.sheet(both, told.append))[0] == 2
    assert told == [1, 2]


def test_the_same_one_is_the_same_bytes(place):
    citation = place.assigned()
    assert papers.sheet([citation]).content == papers.sheet([citation]).content


def test_a_name_that_reads_like_a_command_is_printed_as_it_reads(place):
    citation = place.assigned()
    citation.recipient = "#panic() $x$"
    assert "#panic()$x$家属" in words(papers.sheet([citation]))[1]


def test_who_took_one_is_recorded(place):
    citation = place.assigned()
    made = papers.sheet([citation])
    assert actions.hand_out(citation, made=made, by=place.worker) == made.content
    assert Event.objects.filter(kind="merits.handed_out").count() == 1


def test_none_is_printed_before_it_is_known_where_it_goes(place):
    citation = place.receive()
    with pytest.raises(RuleViolation, match="先登记家庭和地址"):
        actions.hand_out(citation, made=papers.sheet([citation]), by=place.clerk)


def asked(place):
    return printing.ask_print(place.county, by=make.actor("clerk", place.office, name="方文静"))


def test_all_that_wait_for_the_door_are_printed_by_a_job(place):
    place.assigned(merit="third")
    place.assigned()
    place.delivered(merit="four_haves")
    run = asked(place)
    assert jobs.print_citations.call(run.pk) == 2
    run.refresh_from_db()
    count, _ = words(Paper(printing.hand_out_print(run, by=place.clerk)))
    assert (run.state, run.printed_count, count) == ("printed", 2, 2)
    assert progress.current(jobs.key_of(run)).percent == 100
    assert jobs.print_citations.call(run.pk) == 0


def test_who_asks_for_them_gets_them_from_the_queue(place):
    place.assigned()
    run = jobs.ask(place.county, by=make.actor("clerk", place.office))
    run.refresh_from_db()
    assert (run.state, run.printed_count) == ("printed", 1)


def test_a_run_that_is_stopped_keeps_nothing(place):
    place.assigned()
    run = asked(place)
    printing.give_up_print(run, reason="方文静停止了。", by=place.clerk)
    assert jobs.print_citations.call(run.pk) == 0
    run.refresh_from_db()
    assert run.file is None


def test_where_none_waits_none_is_printed(place):
    place.verified()
    with pytest.raises(RuleViolation, match="没有待送达的喜报"):
        asked(place)


def test_too_many_at_once_are_refused(place, monkeypatch):
    place.assigned()
    monkeypatch.setattr(papers, "LARGEST_BATCH", 0)
    with pytest.raises(RuleViolation, match="由下一级分别打印"):
        asked(place)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("merits_printed_has_a_file", {"state": "printed", "finished_at": clock.now()}),
        ("merits_print_run_ends_at_a_moment", {"finished_at": clock.now()}),
    ],
)
def test_the_database_itself_refuses(place, name, changes):
    place.assigned()
    run = asked(place)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        PrintRun.objects.filter(pk=run.pk).update(**changes)

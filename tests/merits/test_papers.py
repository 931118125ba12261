"""The printed citation: one page each, the same bytes for the same day, no text a command."""

import pypdfium2
import pytest

from tests.merits.place import Place
from yushui.audit.models import Event
from yushui.kernel.errors import RuleViolation
from yushui.merits import actions, papers


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

"""The route sheet of an outing: whom to call on, village by village, with numbers masked."""

import pypdfium2
import pytest

from tests import make
from tests.visits.test_outings import Town
from yushui.audit.models import Event
from yushui.kernel.errors import NotPermitted
from yushui.people import seals
from yushui.reports import printing
from yushui.reports.papers import routes


@pytest.fixture
def outing(db):
    town = Town()
    seals.set_phone(town.veteran, "13911112222")
    town.veteran.save()
    town.targets[0].reasons = ["martyr_survivor"]
    town.targets[0].save()
    made = town.plan()
    made.town = town
    return made


def text(content):
    with pypdfium2.PdfDocument(content) as document:
        told = "".join(page.get_textpage().get_text_bounded() for page in document)
    return "".join(told.split())


def test_the_sheet_says_where_to_go_and_masks_numbers(outing):
    said = text(printing.route(outing, by=outing.town.by))
    for word in (
        "走访路线单",
        "孟春燕",
        "钱立、村医",
        "王建国",
        "烈士遗属",
        "已走访",
        "未遇",
        "139****2222",
    ):
        assert word in said
    assert "13911112222" not in said
    assert Event.objects.filter(kind="reports.route_printed").count() == 1


def test_a_stranger_takes_none(outing):
    stranger = make.actor("worker", make.township(outing.town.office))
    with pytest.raises(NotPermitted):
        printing.route(outing, by=stranger)


def test_queries_do_not_grow_with_the_households(outing, django_assert_max_num_queries):
    for _ in range(20):
        home = make.household(outing.town.village)
        make.person(home)
        outing.town.target(household=home, outing=outing)
    with django_assert_max_num_queries(4):
        routes.route(outing, outing.town.by)

"""Letters of condolence: one of the village, and one that its county wrote."""

from tests import make
from tests.web.access import Listing, Row
from tests.web.access.people import DESK
from yushui.people import actions
from yushui.people.models import Letter


WRITTEN = {
    "name": "2026年八一慰问信", "title": "慰问信", "salutation": "尊敬的{姓名}{称谓}：",
    "body": "值此{节日}来临之际，谨向您全家致以问候！\n祝阖家安康！",
    "organs": "临川县双拥工作领导小组\n临川县人民武装部",
    "dated_on": "2026-07-24", "festival": "八一建军节",
}  # fmt: skip


def written(world, at=None):
    at = at or world.village
    return actions.write_letter(
        at, name=WRITTEN["name"], words=make.words(), by=world.users["superior"].actor
    )


def things(world):
    make.person(make.household(world.village, head="葛春梅"), name="葛春梅")
    return {"letter": written(world), "letter_of_county": written(world, world.here.region)}


def many(world, n):
    for _ in range(n):
        written(world)
    assert Letter.objects.count() >= n


CHOSEN = "?place={village}&addressee=head&form=pdf"

ACCESS = {
    "people:letters": Row("/people/letters/", worker=403, leader=403),
    "people:write_letter": Row("/people/letters/write/", worker=403, leader=403),
    "people:letter": Row("/people/letters/{letter_of_county}/", **DESK),
    "people:revise_letter": Row("/people/letters/{letter_of_county}/revise/", **DESK, town=404),
    "people:print_letter": Row("/people/letters/{letter}/print/" + CHOSEN, **DESK),
}
LISTS = {
    "people:letters": Listing("/people/letters/", fill=many),
}

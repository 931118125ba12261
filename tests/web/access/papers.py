"""Contacts of families and what is printed for them: a family with its contact, two printings."""

from datetime import date

from tests import make
from tests.web.access import Listing, Row
from tests.web.access.people import DESK
from yushui.people import actions
from yushui.people.actions import ContactFacts


FACTS = ContactFacts("赵敏", "石桥镇人民政府", "13900004321", "民政助理")
GIVEN = {"name": "钱立", "unit_name": "柳林村", "phone": "13900005678", "since": "2026-07-01"}


def named(world):
    """A family with somebody to call."""
    home = make.household(world.village)
    make.person(home)
    clerk = world.users["clerk"].actor
    return actions.assign_contact(home, facts=FACTS, since=date(2026, 3, 1), by=clerk)


def printed(world):
    """A printing whose file can be fetched."""
    clerk = world.users["clerk"].actor
    asked = actions.ask_printing(world.village, paper="card", by=clerk)
    return actions.finish_printing(
        asked, content=b"%PDF-1.7 the cards", count=1, left_out=0, blanks="", by=clerk
    )


def things(world):
    contact = named(world)
    clerk = world.users["clerk"].actor
    return {
        "contact": contact,
        "named": contact.household,
        "unnamed": make.household(world.village),
        "asked": actions.ask_printing(world.village, paper="card", by=clerk),
        "printed": printed(world),
    }


PRESSED = {**DESK, "clerk": 302, "superior": 302, "town": 302, "command": 302, "method": "post"}

ACCESS = {
    "people:assign_contact": Row("/people/{unnamed}/contact/", **DESK),
    "people:hand_over_contact": Row("/people/contacts/{contact}/hand-over/", **DESK),
    "people:end_contact": Row("/people/contacts/{contact}/end/", **DESK),
    "people:place": Row("/people/places/{village}/", **DESK),
    "people:assign_contacts": Row("/people/places/{village}/contacts/", **DESK),
    "people:helpline": Row("/people/places/{village}/helpline/", **DESK),
    "people:card": Row("/people/{named}/card/", neighbour=404),
    "people:family_file": Row("/people/{named}/file/", neighbour=404),
    "people:ask_printing": Row(
        "/people/places/{village}/print/", **PRESSED, data={"paper": "card"}
    ),
    "people:printing": Row("/people/printings/{asked}/", **DESK),
    "people:stop_printing": Row("/people/printings/{asked}/stop/", **PRESSED),
    "people:fetch_printing": Row("/people/printings/{printed}/file/", **DESK),
}
LISTS = {
    "people:place": Listing(
        "/people/places/{village}/", fill=lambda world, n: [printed(world) for _ in range(n)]
    ),
}
FRAGMENTS = ["people:printing"]

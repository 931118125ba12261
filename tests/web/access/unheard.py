"""The list of families of whom nothing was heard for long."""

from datetime import timedelta

from tests import make
from tests.web.access import Listing, Row
from yushui.kernel import clock
from yushui.people.models import Household, SourceRecord


def unheard(world, n):
    long_ago = clock.now() - timedelta(days=400)
    for _ in range(n):
        home = make.household(world.village)
        person = make.person(home)
        SourceRecord.objects.create(person=person, source="survey", at=long_ago, by_name="李文")
        SourceRecord.objects.filter(person__household=home, source="office").delete()
        Household.objects.filter(pk=home.pk).update(updated_at=long_ago)


ACCESS = {"people:unheard": Row("/people/unheard/")}
LISTS = {"people:unheard": Listing("/people/unheard/", fill=unheard)}

"""Whether persons answer what the last row of their status says; looked at every night."""

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from yushui.people.lifecycle import Status
from yushui.people.models import Person, StatusChange


def disagreeing() -> QuerySet[Person]:
    """Persons whose status is another one than that of their last standing row."""
    last = StatusChange.objects.standing().filter(person=OuterRef("pk")).latest_first()
    said = Coalesce(Subquery(last.values("status")[:1]), Value(Status.ALIVE.value))
    return Person.objects.annotate(said=said).exclude(status=F("said")).order_by("pk")

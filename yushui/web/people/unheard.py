"""Families of whom nothing was heard for long: whom to ask about next (S0-20)."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from yushui.accounts.roles import Permission
from yushui.kernel import clock
from yushui.people.models import Household
from yushui.visits.queries import last_heard, unheard_of
from yushui.web.http import actor_of, answer, paged
from yushui.web.people import rows
from yushui.web.policy import requires
from yushui.web.templatetags.yushui import Tab


DAYS = (30, 90, 180, 365)
USUAL = 180


@requires(Permission.PEOPLE_VIEW)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """By village; each with the day of the last claim and of the last visit."""
    actor = actor_of(request)
    place = rows.place_of(request.GET.get("place", ""), actor, Permission.PEOPLE_VIEW)
    days = _days(request.GET.get("days", ""))
    since = clock.today() - timedelta(days=days)
    reach = rows.in_place(Household.objects.visible_to(actor), place)
    page = paged(request, unheard_of(reach, since=since).for_listing())
    heard = last_heard([one.pk for one in page])
    chosen = f"place={place.pk}&" if place else ""
    address = reverse("people:unheard")
    context = {
        "page": page,
        "families": [(one, heard[one.pk]) for one in page],
        "days": days,
        "place": place,
        "below": rows.places_below(place),
        "tabs": [
            Tab(f"{one} 天", f"{address}?{chosen}days={one}", is_current=one == days)
            for one in DAYS
        ],
    }
    return answer(request, "people/unheard.html", context)


def _days(chosen: str) -> int:
    return int(chosen) if chosen in map(str, DAYS) else USUAL

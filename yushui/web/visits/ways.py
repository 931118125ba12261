"""The way back from a door: to the outing one is on, or to the list as one had it."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from yushui.visits.models import Target


@dataclass(frozen=True)
class Way:
    url: str
    label: str


def back_from(request: HttpRequest, target: Target) -> Way:
    if target.outing_id and request.GET.get("outing") == str(target.outing_id):
        return Way(reverse("visits:outing", args=[target.outing_id]), "走访安排")
    asked = QueryDict(request.GET.get("back", "")[:300]).urlencode()
    url = reverse("visits:left", args=[target.campaign_id])
    return Way(f"{url}?{asked}" if asked else url, "应访名单")

"""The one address of `benchmarks.plain`."""

from uuid import uuid4

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from yushui.kernel import clock
from yushui.visits.models import Participant, Target, Visit


@csrf_exempt
@transaction.atomic
def store(request: HttpRequest, pk: int) -> HttpResponse:
    """A visit and who went, as the ORM writes them."""
    target = Target.objects.get(pk=pk)
    visit = Visit.objects.create(
        op_id=uuid4(),
        campaign_id=target.campaign_id,
        unit_id=target.unit_id,
        region_id=target.region_id,
        household_id=target.household_id,
        made_on=clock.today(),
        money=30000,
        recorded_at=clock.now(),
        recorded_by_id=str(request.user.pk),
        recorded_by_name=request.user.get_username(),
    )
    Participant.objects.create(visit=visit, unit_id=target.unit_id, name="测速")
    return HttpResponse(status=204)


def alive(_request: HttpRequest) -> HttpResponse:
    """Whether the server answers at all."""
    return HttpResponse()


urlpatterns = [path("plain/<int:pk>/", store), path("login/", alive)]

"""Pages about units: who reports to whom, and what is where."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from yushui.accounts.models import Post
from yushui.accounts.roles import Permission
from yushui.kernel import clock
from yushui.successions import policy, queries
from yushui.territory.models import RegionName
from yushui.web.forms import unit_label
from yushui.web.http import actor_of, paged
from yushui.web.policy import requires
from yushui.web.units import rows


SUGGESTED = 8
LISTED = 50  # units standing in one place


@requires(Permission.UNIT_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    wanted = request.GET.get("q", "").strip()[:40]
    found = rows.units_of(actor).filter(name__contains=wanted) if wanted else None
    units = rows.tops(actor) if found is None else rows.counted(found)
    return render(request, "units/index.html", {"page": paged(request, units), "wanted": wanted})


@requires(Permission.UNIT_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    reachable = rows.units_of(actor).select_related("region", "superior", "answers_for")
    unit = get_object_or_404(reachable, pk=pk)
    context = {
        "unit": unit,
        "page": paged(request, rows.counted(unit.subordinates.active())),
        "sees_place": rows.regions_of(actor).filter(pk=unit.region_id).exists(),
        "may_change": unit.is_active and policy.may_for_unit(actor, unit),
        "aliases": unit.aliases.order_by("name"),
        "superiors": rows.superiors(unit, actor),
        "posts": Post.objects.in_force(clock.today())
        .filter(unit=unit, user__is_active=True)
        .select_related("user")
        .order_by("role", "pk"),
    }
    return render(request, "units/show.html", context)


@requires(Permission.UNIT_VIEW)
@require_GET
def places(request: HttpRequest) -> HttpResponse:
    roots = actor_of(request).scope(Permission.UNIT_VIEW).regions
    regions = rows.regions_of(actor_of(request)).filter(path__in=roots).order_by("path")
    return render(request, "units/places.html", {"regions": regions})


@requires(Permission.UNIT_VIEW)
@require_GET
def place(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    region = get_object_or_404(rows.regions_of(actor).select_related("parent"), pk=pk)
    context = {
        "region": region,
        "ancestors": rows.ancestors(region, actor),
        "page": paged(request, region.children.current().order_by("code", "path")),
        "units": rows.counted(region.units.active())[:LISTED],
        "names": RegionName.objects.filter(region__path__in=[region.path, *region.past]).order_by(
            "-valid_from", "-pk"
        ),
        "changes": queries.changes_of(actor)
        .filter(Q(region__path__in=[region.path, *region.past]) | Q(regions__new=region))
        .distinct(),
        "may_change": policy.may(actor, region),
    }
    return render(request, "units/place.html", context)


@requires(Permission.UNIT_VIEW, Permission.ACCOUNT_MANAGE, Permission.POST_GRANT)
@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """Names for a field in which a unit is typed."""
    wanted = request.GET.get("q", "").strip()[:40]
    units = rows.choosable(actor_of(request)).filter(name__contains=wanted)
    shown = units.select_related("region").order_by("path")[:SUGGESTED] if wanted else []
    return JsonResponse({"names": [unit_label(unit) for unit in shown]})

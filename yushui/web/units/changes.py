"""Pages about changes of regions and units: what there was, one form a change, what is left."""

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.kernel import clock
from yushui.successions import actions, policy, queries
from yushui.successions.carrying import Line
from yushui.territory.models import Change, Region
from yushui.web.http import actor_of, answer, attempt, paged
from yushui.web.policy import requires
from yushui.web.units import rows
from yushui.web.units.changing import OF_REGIONS, OF_UNITS, Changing, GiveLeft


@requires(Permission.UNIT_VIEW)
@require_GET
def changes(request: HttpRequest) -> HttpResponse:
    """What changed, where an old name leads, and what waits to be given to a part."""
    actor = actor_of(request)
    wanted = request.GET.get("q", "").strip()[:60]
    seen = actor.scope(Permission.UNIT_VIEW)
    found = [one for one in queries.now_at(wanted) if seen.covers(one)] if wanted else []
    context = {
        "page": paged(request, queries.changes_of(actor)),
        "left": queries.left_in(rows.changeable(actor)),
        "wanted": wanted,
        "found": found,
    }
    return render(request, "units/changes.html", context)


@requires(Permission.UNIT_VIEW)
@require_GET
def change(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    shown = get_object_or_404(queries.changes_of(actor), pk=pk)
    context = {
        "change": shown,
        "regions": shown.regions.select_related("old__parent", "new__parent").order_by("pk")[:50],
        "units": shown.units.select_related("old__superior", "new__superior").order_by("pk")[:50],
    }
    return render(request, "units/change.html", context)


@requires(Permission.UNIT_MANAGE)
@require_http_methods(["GET", "POST"])
def change_region(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    actor = actor_of(request)
    seen = Region.objects.current().filter(actor.scope(Permission.UNIT_MANAGE).own_regions())
    region = get_object_or_404(seen.select_related("parent"), pk=pk)
    if not policy.may(actor, region):
        raise PermissionDenied(f"“{region.name}”的变更要由它的上级双拥办（县级以上）办理。")
    return _flow(request, OF_REGIONS, kind, region, {"region": region})


@requires(Permission.UNIT_MANAGE)
@require_http_methods(["GET", "POST"])
def change_unit(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    actor = actor_of(request)
    unit = get_object_or_404(
        rows.units_of(actor).select_related("superior", "region__parent"), pk=pk, is_active=True
    )
    if not policy.may_for_unit(actor, unit):
        raise PermissionDenied(f"“{unit.name}”的变更要由它的上级办理。")
    return _flow(request, OF_UNITS, kind, unit, {"unit": unit})


def _flow(
    request: HttpRequest,
    forms: dict[str, type[Changing]],
    kind: str,
    subject: Any,
    context: dict[str, Any],
) -> HttpResponse:
    """Fill in, look at what would move, confirm; what changed meanwhile is looked at again."""
    if kind not in forms:
        raise Http404
    actor: Actor = actor_of(request)
    initial = {"effective_on": clock.today()}
    form = forms[kind](subject, actor, request.POST or None, initial=initial)
    context |= {
        "subject": subject,
        "label": form.label,
        "tells": form.tells,
        "others": [(key, one.label, key == kind) for key, one in forms.items()],
    }
    if not form.is_valid() or not (counted := attempt(form.lines, form)):
        return answer(request, "units/changing.html", context, form=form)
    told = counted.value or []
    seen = _seal(form, told)
    if request.POST.get("seen") == seen and (done := attempt(form.carry_out, form)):
        assert done.value is not None
        messages.success(request, f"已办理：{done.value.summary}。")
        return redirect("units:change", done.value.pk)
    is_stale = bool(request.POST.get("seen")) and not form.errors
    return answer(
        request,
        "units/changing.html",
        context | {"lines": told, "seen": seen, "is_stale": is_stale, "is_preview": True},
        form=form,
    )


def _seal(form: Changing, lines: list[Line]) -> str:
    """What the person saw: the fields and the numbers."""
    return sha256(repr((form.cleaned_data, lines)).encode()).hexdigest()


@requires(Permission.UNIT_MANAGE)
@require_http_methods(["GET", "POST"])
def left(request: HttpRequest, pk: int) -> HttpResponse:
    """Give what was left in a divided place to its parts."""
    actor = actor_of(request)
    ended = rows.changeable(actor).filter(valid_to__isnull=False).select_related("parent")
    region = get_object_or_404(ended, pk=pk)
    form = GiveLeft(region, request.POST or None)
    if form.is_valid() and (done := attempt(_give, form, region, filled=form, by=actor)):
        messages.success(request, f"已划分 {done.value} 项。")
        more = queries.left_in(ended.filter(pk=pk))
        return redirect("units:left", pk) if more else redirect("units:changes")
    context = {
        "region": region,
        "below": list(form.below.values()),
        "page": paged(request, region.households.order_by("code")),
    }
    return answer(request, "units/left.html", context, form=form)


def _give(region: Region, *, filled: GiveLeft, by: Actor) -> int:
    part = filled.cleaned_data["part"]
    change = Change.objects.filter(regions__old=region).earliest("pk")
    return actions.give_left(change, region, part, **filled.given(), by=by)

"""Taking a citation in, finding its family, and naming those who will bring it."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from yushui.accounts.roles import Permission
from yushui.kernel import clock
from yushui.merits import actions, queries, rules
from yushui.merits.actions import Destination
from yushui.people.models import Household, Person
from yushui.web.http import actor_of, answer, attempt
from yushui.web.merits import forms, rows
from yushui.web.merits.views import citation_of
from yushui.web.policy import requires


FAMILIES_SHOWN = 12


@requires(Permission.MERIT_MANAGE)
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    unit = rows.own_unit(actor, Permission.MERIT_MANAGE)
    form = forms.Receive(request.POST or None, initial={"received_on": clock.today()})
    if form.is_valid():
        made = attempt(actions.receive, form, form.told(), unit=unit, by=actor).value
        if made:
            messages.success(request, f"已接收{made}，请接着登记家庭和地址。")
            return redirect("merits:register", made.pk)
    return answer(request, "merits/receive.html", {"unit": unit}, form=form)


@requires(Permission.MERIT_MANAGE)
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """The family is looked for by the soldier's name, or by what was typed."""
    actor = actor_of(request)
    citation = citation_of(request, pk, Permission.MERIT_MANAGE)
    wanted = request.GET.get("q", "").strip()[:40]
    reach = actor.scope(Permission.MERIT_MANAGE)
    persons = Person.objects.alive().filter(
        reach.rows("household__region"), name=citation.soldier_name
    )
    homes = Household.objects.filter(reach.rows("region"))
    named = homes.filter(Q(code=wanted) | Q(head_name=wanted)) if wanted else homes.none()
    if citation.household_id:
        named = homes.filter(pk=citation.household_id) | named
    form = forms.Register(
        request.POST or None,
        persons=list(persons.select_related("household__region").order_by("pk")[:FAMILIES_SHOWN]),
        homes=list(named.select_related("region").order_by("pk")[:FAMILIES_SHOWN]),
        initial={
            "home": citation.home,
            "address": citation.address,
            "recipient": citation.recipient,
        },
    )
    if form.is_valid():
        household, person = form.chosen()
        told = form.cleaned_data
        to = Destination(household, person, told["home"], told["address"], told["recipient"])
        if attempt(actions.register, form, citation, to=to, by=actor):
            messages.success(request, "家庭和地址已登记。")
            return redirect("merits:show", citation.pk)
    context = {"citation": citation, "wanted": wanted, "has_found": bool(form.found)}
    return answer(request, "merits/register.html", context, form=form)


@requires(Permission.MERIT_MANAGE)
@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    citation = citation_of(request, pk, Permission.MERIT_MANAGE)
    rule = queries.rule_for(citation.region, citation.merit, clock.today())
    organs = queries.organs_for(citation.region, rule.route)
    form = forms.Assign(
        request.POST or None,
        units=queries.bearing_units(citation.region),
        initial={
            "civil_unit": citation.civil_unit or organs.civil,
            "military_unit": citation.military_unit or organs.military,
            "planned_on": citation.planned_on,
        },
    )
    if form.is_valid() and attempt(actions.assign, form, citation, by=actor, **form.cleaned_data):
        messages.success(request, "已分派。")
        return redirect("merits:show", citation.pk)
    context = {"citation": citation, "heading": "分派", "route": rules.in_words(rule.route)}
    return answer(request, "merits/step.html", context, form=form)

"""What places set for themselves about citations, and the national rule beside it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from yushui.accounts.roles import Permission
from yushui.kernel import clock
from yushui.merits import actions, classes, national, rules
from yushui.merits.models import LocalRule
from yushui.web.http import actor_of, answer, attempt, page_or_fragment, paged
from yushui.web.merits import forms, rows
from yushui.web.policy import requires


@requires(Permission.MERIT_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    edition = national.in_force(clock.today())
    floor = [
        (classes.label(merit), rules.in_words(route)) for merit, route in edition.routes.items()
    ]
    context = {
        "page": paged(request, LocalRule.objects.visible_to(actor).for_listing()),
        "edition": edition,
        "floor": floor,
        "register_workdays": national.register_workdays(),
        "deliver_days": national.deliver_days(),
        "may_manage": actor.holds(Permission.MERIT_MANAGE),
    }
    return page_or_fragment(request, "merits/rules.html", "merits/_rules.html", context)


@requires(Permission.MERIT_MANAGE)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A rule for the place of one's own unit."""
    actor = actor_of(request)
    region = rows.own_unit(actor, Permission.MERIT_MANAGE).region
    form = forms.AddRule(request.POST or None, initial={"since": clock.today()})
    if form.is_valid() and attempt(actions.add_rule, form, form.facts(), region=region, by=actor):
        messages.success(request, "本地规定已录入。")
        return redirect("merits:rules")
    return answer(request, "merits/add_rule.html", {"region": region}, form=form)

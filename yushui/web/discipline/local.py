"""The checklist in force, what a place adds and switches, and its limits."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from yushui.accounts.roles import Permission
from yushui.discipline import actions, queries
from yushui.discipline import checklist as lists
from yushui.discipline.models import Limit, LocalItem, Switch
from yushui.kernel import clock
from yushui.web.discipline import forms, rows
from yushui.web.http import actor_of, answer, attempt, page_or_fragment, paged
from yushui.web.merits.rows import own_unit
from yushui.web.policy import requires


@requires(Permission.DISCIPLINE_VIEW)
@require_GET
def checklist(request: HttpRequest) -> HttpResponse:
    """What is asked in one's own place today, and by what."""
    actor = actor_of(request)
    region = own_unit(actor, Permission.DISCIPLINE_VIEW).region
    listed = queries.checklist_for(region, clock.today())
    context = {
        "tabs": rows.tabs("checklist"),
        "region": region,
        "listed": listed,
        "sections": listed.by_section(),
        "items": LocalItem.objects.all().visible_to(actor).for_listing()[:50],
        "switches": [
            (one, lists.sections()[one.section].label, _text_of(one))
            for one in Switch.objects.all().visible_to(actor).for_listing()[:50]
        ],
        "may_manage": actor.holds(Permission.DISCIPLINE_MANAGE),
    }
    return render(request, "discipline/checklist.html", context)


def _text_of(one: Switch) -> str:
    items = lists.in_force(one.since).items
    return next((item.text for item in items if item.key == one.item), "整类")


@requires(Permission.DISCIPLINE_MANAGE)
@require_http_methods(["GET", "POST"])
def add_item(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    region = own_unit(actor, Permission.DISCIPLINE_MANAGE).region
    form = forms.AddItem(request.POST or None, initial={"since": clock.today()})
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("section", "text", "of")}
        if attempt(actions.add_item, form, region, **told, span=form.span(), by=actor):
            messages.success(request, "检查项已增加。")
            return redirect("discipline:checklist")
    context = {
        "heading": "增加检查项",
        "about": region.name,
        "detail": "只加本地文件要求检查的；到期自动停用，以前的检查记录不变",
        "back": "discipline:checklist",
        "back_label": "检查表",
    }
    return answer(request, "discipline/step.html", context, form=form)


@requires(Permission.DISCIPLINE_MANAGE)
@require_http_methods(["GET", "POST"])
def switch(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    region = own_unit(actor, Permission.DISCIPLINE_MANAGE).region
    today = clock.today()
    items = lists.in_force(today).items
    form = forms.Turn(request.POST or None, items=items, initial={"since": today})
    if form.is_valid() and attempt(
        actions.switch, form, region, **form.said(), span=form.span(), by=actor
    ):
        messages.success(request, "已登记。")
        return redirect("discipline:checklist")
    context = {
        "heading": "启用或停用",
        "about": region.name,
        "detail": "只有疫情防控可以按文件分时段启停；厉行节约、保密、群众纪律任何时候都查",
        "back": "discipline:checklist",
        "back_label": "检查表",
    }
    return answer(request, "discipline/step.html", context, form=form)


@requires(Permission.DISCIPLINE_VIEW)
@require_GET
def limits(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "page": paged(request, Limit.objects.all().visible_to(actor).for_listing()),
        "tabs": rows.tabs("limits"),
        "principle": lists.principle(),
        "may_manage": actor.holds(Permission.DISCIPLINE_MANAGE),
    }
    return page_or_fragment(request, "discipline/limits.html", "discipline/_limits.html", context)


@requires(Permission.DISCIPLINE_MANAGE)
@require_http_methods(["GET", "POST"])
def add_limit(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    region = own_unit(actor, Permission.DISCIPLINE_MANAGE).region
    form = forms.AddLimit(request.POST or None, initial={"since": clock.today()})
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("size", "is_refused", "per_home")}
        if attempt(actions.add_limit, form, region, **told, span=form.span(), by=actor):
            messages.success(request, "限额已录入。")
            return redirect("discipline:limits")
    context = {
        "heading": "录入限额",
        "about": region.name,
        "detail": "上级也有规定的，按更严的执行",
        "back": "discipline:limits",
        "back_label": "限额",
    }
    return answer(request, "discipline/step.html", context, form=form)

"""What stands out in the book of gifts, and deciding about it by name."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.goods import findings
from yushui.goods.actions import deciding
from yushui.kernel import clock
from yushui.web.goods import forms
from yushui.web.http import actor_of, answer, attempt, page_or_fragment, paged
from yushui.web.policy import requires
from yushui.web.templatetags.yushui import Tab


@requires(Permission.FUNDS_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """One kind of finding, those that nobody has decided on first counted."""
    actor, today = actor_of(request), clock.today()
    waiting = findings.counts(actor, today=today)
    first = next((code for code, count in waiting.items() if count), "nobody")
    code = request.GET.get("code", first)
    if code not in findings.BY_CODE:
        raise Http404
    is_decided = request.GET.get("show") == "decided"
    found = findings.rows(code, actor, today=today)
    open_ = findings.undecided(code, found)
    shown = found.filter(rulings__code=code) if is_decided else open_
    page = paged(request, shown, count=None if is_decided else waiting[code])
    context = {
        "check": findings.BY_CODE[code],
        "page": page,
        "findings": list(findings.told(code, list(page), today=today)),
        "is_decided": is_decided,
        "may_decide": actor.holds(Permission.FUNDS_APPROVE),
        "kinds": [
            Tab(check.label, f"?code={check.code}", waiting[check.code], check.code == code)
            for check in findings.CHECKS
        ],
        "tabs": [
            Tab("待认定", f"?code={code}", None, not is_decided),
            Tab("已认定", f"?code={code}&show=decided", None, is_decided),
        ],
    }
    return page_or_fragment(request, "goods/findings.html", "goods/_findings.html", context)


@requires(Permission.FUNDS_APPROVE)
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    actor, today = actor_of(request), clock.today()
    one = _found(actor, code, pk)
    form_class = forms.DecideCount if code == "count" else forms.Decide
    form = form_class(request.POST or None)
    if form.is_valid() and attempt(
        deciding.decide, form, one, code=code, by=actor, **form.cleaned_data
    ):
        messages.success(request, "已认定。")
        return redirect(f"{reverse('goods:findings')}?code={code}")
    (finding,) = findings.told(code, [one], today=today)
    context = {
        "unit": one.unit,
        "title": f"认定：{finding.check.label}",
        "button": "认定",
        "hint": f"{finding.told}{finding.check.remedy}",
    }
    return answer(request, "goods/form.html", context, form=form)


def _found(actor: Actor, code: str, pk: int) -> Any:
    """What a check still finds, at a unit one may decide for."""
    if code not in findings.BY_CODE:
        raise Http404
    rows = findings.rows(code, actor, today=clock.today())
    own = actor.scope(Permission.FUNDS_APPROVE).rows_by_unit("unit")
    return get_object_or_404(rows.filter(own), pk=pk)

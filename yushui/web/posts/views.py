"""Pages of the security administrator: who holds which post where."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yushui.accounts import actions
from yushui.accounts.queries import posts_in, without_post
from yushui.accounts.roles import Family, Permission
from yushui.kernel import clock
from yushui.web.accounts.views import listed, matching
from yushui.web.forms import unit_label
from yushui.web.http import actor_of, answer, attempt, paged, perform
from yushui.web.policy import requires
from yushui.web.posts.forms import GrantPost
from yushui.web.templatetags.yushui import Tab


@requires(Permission.POST_GRANT)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("q", "").strip()[:40]
    is_idle = request.GET.get("state") == "idle"
    users = listed(actor_of(request), Permission.POST_GRANT).filter(
        is_active=True, family=Family.BUSINESS
    )
    if is_idle:
        users = without_post(users, clock.today())
    context = {
        "page": paged(request, matching(users, wanted)),
        "wanted": wanted,
        "state": "idle" if is_idle else "all",
        "choices": [
            Tab("全部账号", "?state=all", is_current=not is_idle),
            Tab("还没有岗位", "?state=idle", is_current=is_idle),
        ],
    }
    return render(request, "posts/index.html", context)


@requires(Permission.POST_GRANT)
@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor_of(request)
    holder = get_object_or_404(listed(by, Permission.POST_GRANT), pk=pk)
    initial = {"unit": unit_label(holder.unit)} if holder.unit else {}
    form = GrantPost(by, request.POST or None, initial=initial)
    if form.is_valid() and attempt(actions.grant_post, form, holder, by=by, **form.cleaned_data):
        messages.success(request, "岗位已授予，对方重新登录后生效。")
        return redirect("posts:grant", pk)
    return answer(request, "posts/grant.html", {"holder": holder}, form=form)


@requires(Permission.POST_GRANT)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor_of(request)
    post = get_object_or_404(
        posts_in(by, Permission.POST_GRANT).select_related("user", "unit"), pk=pk
    )
    perform(request, actions.end_post, post, by=by, said="岗位已结束，对方的登录已退出。")
    return redirect("posts:grant", post.user_id)

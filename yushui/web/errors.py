"""Pages for what went wrong: what happened, and what to do next.

Nothing of the request is echoed.
"""

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from yushui.audit.log import request_id
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.web.http import GoneElsewhere


def _page(
    request: HttpRequest, status: int, title: str, *said: str, leads: GoneElsewhere | None = None
) -> HttpResponse:
    number = f"{status}-{request_id.get()[:8]}"
    context = {"title": title, "said": said, "number": number, "leads": leads}
    return render(request, "errors/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return _page(
        request, 400, "系统没有看懂这个请求", "请返回上一页刷新后再试一次；仍不行请告诉系统管理员。"
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    # Only sentences written by this program reach the page: the argument of PermissionDenied.
    reason = str(exception) if isinstance(exception, PermissionDenied) else ""
    return _page(
        request,
        403,
        "您的岗位不能办理这件事",
        reason or "这项操作不在您的岗位权限内。",
        "需要办理的，请找本单位负责人，或请安全管理员调整岗位。",
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, GoneElsewhere):
        said = "您刚才打开或提交的是合并以前的页面，这一次没有保存任何内容。"
        return _page(request, 410, exception.what, said, leads=exception)
    return _page(
        request,
        404,
        "没有找到这一页",
        "地址可能写错了，内容可能已经移走，也可能不在您的管辖范围内。",
        "请从首页重新进入。",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    # Without the request, or the menu would ask the database, which may be what failed.
    return HttpResponse(render_to_string("errors/server_error.html"), status=500)


def too_large(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(render_to_string("errors/too_large.html"), status=413)
    response.headers["Connection"] = "close"
    return response


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request,
        403,
        "页面已过期，没有提交成功",
        "这一页打开太久，或者中途换了登录账号，系统没有保存刚才的内容。",
        "请返回上一页，刷新后重新提交；如果反复出现，请检查浏览器是否禁用了 Cookie。",
    )


def refused(request: HttpRequest, violation: RuleViolation) -> HttpResponse:
    """A rule forbade it and no form was there to say so on."""
    status = 409 if isinstance(violation, Conflict) else 422
    return _page(request, status, "这件事没有办成", violation.message, "请返回上一页核对后再办。")

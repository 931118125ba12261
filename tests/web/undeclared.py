"""A map with a view whose author forgot to say who may call it, and views that go wrong."""

from django.http import HttpResponse
from django.template import RequestContext, Template
from django.urls import include, path

from tests import make
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.web.policy import signed_in


def undeclared(request):
    return HttpResponse("should not be seen")


@signed_in
def goes_wrong(request, how):
    raise {
        "rule": RuleViolation("慰问金不能为负数。"),
        "conflict": Conflict("别人刚刚改过这条记录。"),
        "not-permitted": NotPermitted("您的岗位不能在“临川县”办理这件事。"),
    }[how]


@signed_in
def writes(request):
    make.region()
    return HttpResponse()


@signed_in
def draws(request):
    option = {
        "xAxis": {"type": "category", "data": ["东县", "西县"]},
        "yAxis": {"type": "value"},
        "tooltip": {"trigger": "axis"},
        "series": [{"type": "bar", "data": [3, 5]}],
    }
    page = Template(
        '{% extends "base.html" %}'
        "{% block title %}图{% endblock %}{% block heading %}图{% endblock %}"
        '{% block content %}{% chart "progress" "各县进度" option "西县最快" %}{% endblock %}'
    )
    return HttpResponse(page.render(RequestContext(request, {"option": option})))


urlpatterns = [
    path("draws/", draws),
    path("undeclared/", undeclared),
    path("wrong/<str:how>/", goes_wrong),
    path("writes/", writes),
    path("", include("yushui.web.urls")),
]
handler403 = "yushui.web.errors.forbidden"
handler500 = "yushui.web.errors.server_error"

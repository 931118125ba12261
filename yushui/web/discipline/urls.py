"""Addresses of the pages about discipline and gatherings."""

from django.urls import path

from yushui.web.discipline import checks, findings, gatherings, local


app_name = "discipline"
urlpatterns = [
    path("", checks.index, name="index"),
    path("record/", checks.record, name="record"),
    path("<int:pk>/", checks.show, name="show"),
    path("<int:pk>/cancel/", checks.cancel, name="cancel"),
    path("findings/", findings.index, name="findings"),
    path("findings/<int:pk>/", findings.show, name="finding"),
    path("findings/<int:pk>/step/<slug:move>/", findings.step, name="finding_step"),
    path("explain/<int:pk>/<slug:matter>/", findings.explain, name="explain"),
    path("gatherings/", gatherings.index, name="gatherings"),
    path("gatherings/apply/", gatherings.apply, name="apply"),
    path("gatherings/<int:pk>/", gatherings.show, name="gathering"),
    path("gatherings/<int:pk>/revise/", gatherings.revise, name="revise"),
    path("gatherings/<int:pk>/step/<slug:move>/", gatherings.step, name="gathering_step"),
    path("checklist/", local.checklist, name="checklist"),
    path("checklist/add/", local.add_item, name="add_item"),
    path("checklist/switch/", local.switch, name="switch"),
    path("limits/", local.limits, name="limits"),
    path("limits/add/", local.add_limit, name="add_limit"),
]

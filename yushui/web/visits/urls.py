"""Addresses of the pages about visits."""

from django.urls import path

from yushui.web.visits import groups, lists, outings, recording, views


app_name = "visits"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("left/<int:campaign_pk>/", lists.left, name="left"),
    path("leaders/<int:campaign_pk>/", lists.leaders, name="leaders"),
    path("target/<int:pk>/record/", recording.record, name="record"),
    path("target/<int:pk>/tried/", views.tried, name="tried"),
    path("try/<int:pk>/take-back/", views.take_back_try, name="take_back_try"),
    path("target/<int:pk>/excuse/", views.excuse, name="excuse"),
    path(
        "campaign/<int:campaign_pk>/household/<int:household_pk>/",
        recording.record_household,
        name="record_household",
    ),
    path("campaign/<int:campaign_pk>/troop/", recording.record_troop, name="record_troop"),
    path("campaign/<int:campaign_pk>/group/", groups.record_group, name="record_group"),
    path("groups/", groups.groups, name="groups"),
    path("groups/<int:pk>/", groups.show_group, name="show_group"),
    path("groups/<int:pk>/cancel/", groups.cancel_group, name="cancel_group"),
    path("plan/<int:campaign_pk>/", outings.plan, name="plan"),
    path("outings/<int:pk>/", outings.outing, name="outing"),
    path("outings/<int:pk>/call-off/", outings.call_off, name="call_off"),
    path("outings/<int:pk>/sheet/", outings.route_sheet, name="route_sheet"),
]

"""Addresses of the pages about visits."""

from django.urls import path

from yushui.web.visits import groups, lists, occurrences, outings, pictures, recording, views


app_name = "visits"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/pictures/", pictures.add, name="add_picture"),
    path("pictures/<int:pk>/", pictures.show, name="picture"),
    path("pictures/<int:pk>/remove/", pictures.remove, name="remove_picture"),
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
    path("household/<int:household_pk>/", recording.record_daily, name="record_daily"),
    path("troop/", recording.record_troop, name="record_troop_daily"),
    path("campaign/<int:campaign_pk>/troop/", recording.record_troop, name="record_troop"),
    path("campaign/<int:campaign_pk>/group/", groups.record_group, name="record_group"),
    path("groups/", groups.groups, name="groups"),
    path("groups/<int:pk>/", groups.show_group, name="show_group"),
    path("groups/<int:pk>/cancel/", groups.cancel_group, name="cancel_group"),
    path("plan/<int:campaign_pk>/", outings.plan, name="plan"),
    path("outings/<int:pk>/", outings.outing, name="outing"),
    path("outings/<int:pk>/call-off/", outings.call_off, name="call_off"),
    path("outings/<int:pk>/sheet/", outings.route_sheet, name="route_sheet"),
    path("occurrences/", occurrences.listing, name="occurrences"),
    path(
        "household/<int:household_pk>/occurrence/",
        occurrences.tell_of,
        name="tell_of_occurrence",
    ),
    path("occurrences/<int:pk>/", occurrences.show, name="occurrence"),
    path(
        "occurrences/<int:pk>/record/",
        recording.record_for_occurrence,
        name="record_for_occurrence",
    ),
    path("occurrences/<int:pk>/answer/", occurrences.answer, name="answer_occurrence"),
    path("occurrences/<int:pk>/close/", occurrences.close, name="close_occurrence"),
    path("occurrences/<int:pk>/reopen/", occurrences.reopen, name="reopen_occurrence"),
]

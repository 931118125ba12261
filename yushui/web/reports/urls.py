"""Addresses of the pages about special reports."""

from django.urls import path

from yushui.web.reports import figures, photos, supplements, views, writing


app_name = "reports"
urlpatterns = [
    path("", views.index, name="index"),
    path("campaign/<int:campaign_pk>/begin/", writing.begin, name="begin"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/edit/", writing.edit, name="edit"),
    path("<int:pk>/redraft/", writing.redraft, name="redraft"),
    path("<int:pk>/submit/", views.submit, name="submit"),
    path("<int:pk>/send-back/", views.send_back, name="send_back"),
    path("<int:pk>/accept/", views.accept, name="accept"),
    path("<int:pk>/document/", views.document, name="document"),
    path("<int:pk>/supplement/", supplements.show, name="supplement"),
    path("<int:pk>/supplement/document/", supplements.document, name="supplement_document"),
    path("<int:pk>/figure/<slug:key>/", figures.show, name="figure"),
    path("<int:pk>/photos/", photos.attach, name="attach_photo"),
    path("photo/<int:pk>/", photos.show, name="photo"),
    path("photo/<int:pk>/remove/", photos.remove, name="remove_photo"),
]

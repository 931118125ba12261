"""Addresses of the notices."""

from django.urls import path

from yushui.web.notices import addressing, items, views


app_name = "notices"
urlpatterns = [
    path("", views.index, name="index"),
    path("upload/", views.upload, name="upload"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/original/", views.original, name="original"),
    path("<int:pk>/confirm/", items.confirm_all, name="confirm_all"),
    path("<int:pk>/add/<str:kind>/", items.add, name="add"),
    path("items/<int:pk>/", items.item, name="item"),
    path("items/<int:pk>/confirm/", items.confirm, name="confirm"),
    path("items/<int:pk>/correct/", items.correct, name="correct"),
    path("items/<int:pk>/remove/", items.remove, name="remove"),
    path("<int:pk>/recipients/", addressing.recipients, name="recipients"),
    path("<int:pk>/recipients/match/", addressing.match, name="match"),
    path("addressees/<int:pk>/", addressing.settle, name="settle"),
    path("addressees/<int:pk>/nobody/", addressing.nobody, name="nobody"),
    path("addressees/<int:pk>/drop/<int:unit_pk>/", addressing.drop, name="drop"),
    path("addressees/<int:pk>/role/", addressing.change_role, name="role"),
    path("<int:pk>/publish/", addressing.publish, name="publish"),
    path("<int:pk>/withdraw/", addressing.withdraw, name="withdraw"),
    path("<int:pk>/pass-on/", addressing.pass_on, name="pass_on"),
    path("receipts/<int:pk>/receive/", addressing.receive, name="receive"),
]

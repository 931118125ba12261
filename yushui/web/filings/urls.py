"""Addresses of the pages about statistics tables."""

from django.urls import path

from yushui.web.filings import cells, editions, views


app_name = "filings"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/fill/", views.fill, name="fill"),
    path("<int:pk>/submit/", views.submit, name="submit"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/accept/", views.accept, name="accept"),
    path("<int:pk>/send-back/", views.send_back, name="send_back"),
    path("<int:pk>/workbook/", views.workbook, name="workbook"),
    path("cell/<int:pk>/", cells.show, name="cell"),
    path("edition/<int:pk>/", editions.show, name="edition"),
    path("edition/<int:pk>/open/", editions.open_, name="open"),
    path("edition/<int:pk>/rollup/", editions.rollup, name="rollup"),
    path("edition/<int:pk>/rollup/workbook/", editions.rollup_workbook, name="rollup_workbook"),
    path("column/<int:pk>/", editions.column, name="column"),
    path("campaign/<int:campaign_pk>/design/", editions.design, name="design"),
]

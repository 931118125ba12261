"""Addresses of the pages about money."""

from django.urls import path

from yushui.web.funds import money, reconciliation


app_name = "funds"
urlpatterns = [
    path("", money.index, name="index"),
    path("campaign/<int:campaign_pk>/", reconciliation.show, name="reconcile"),
    path("campaign/<int:campaign_pk>/workbook/", reconciliation.workbook, name="workbook"),
    path(
        "campaign/<int:campaign_pk>/postings/<slug:kind>/", reconciliation.rests_on, name="rests_on"
    ),
    path("campaign/<int:campaign_pk>/entries/", money.entries, name="entries"),
    path("campaign/<int:campaign_pk>/appropriate/", money.appropriate, name="appropriate"),
    path("campaign/<int:campaign_pk>/pass-on/", money.pass_on, name="pass_on"),
    path("campaign/<int:campaign_pk>/give-back/", money.give_back, name="give_back"),
    path("appropriation/<int:pk>/cancel/", money.cancel_appropriation, name="cancel_appropriation"),
    path("transfer/<int:pk>/cancel/", money.cancel_transfer, name="cancel_transfer"),
]

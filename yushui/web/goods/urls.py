"""Addresses of the pages about gifts."""

from django.urls import path

from yushui.web.goods import findings, handing, lists, moving, reconciliation, stock


app_name = "goods"
urlpatterns = [
    path("", stock.index, name="index"),
    path("items/add/", moving.add_item, name="add_item"),
    path("items/<int:pk>/", stock.item, name="item"),
    path("items/<int:pk>/standard/", moving.set_standard, name="set_standard"),
    path("receive/", moving.receive, name="receive"),
    path("shelves/<int:pk>/pass-on/", moving.pass_on, name="pass_on"),
    path("shelves/<int:pk>/give-back/", moving.give_back, name="give_back"),
    path("shelves/<int:pk>/lose/", moving.lose, name="lose"),
    path("shelves/<int:pk>/take/", moving.take, name="take"),
    path("shelves/<int:pk>/count/", moving.count, name="count"),
    path("lots/<int:pk>/cancel/", moving.cancel_lot, name="cancel_lot"),
    path("movements/<int:pk>/accept/", moving.accept, name="accept"),
    path("movements/<int:pk>/cancel/", moving.cancel_movement, name="cancel_movement"),
    path("handouts/", handing.index, name="handouts"),
    path("handouts/<int:pk>/", handing.show, name="handout"),
    path("handouts/<int:pk>/sign/", handing.sign, name="sign"),
    path("handouts/<int:pk>/picture/", handing.picture, name="picture"),
    path("handouts/<int:pk>/cancel/", handing.cancel, name="cancel_handout"),
    path("households/<int:household_pk>/", handing.hand_out, name="hand_out"),
    path("lists/", lists.index, name="lists"),
    path("lists/make/", lists.make, name="make_list"),
    path("lists/<int:pk>/", lists.show, name="list"),
    path("lists/<int:pk>/sheet/", lists.sheet, name="sheet"),
    path("findings/", findings.index, name="findings"),
    path("findings/<slug:code>/<int:pk>/", findings.decide, name="decide"),
    path("reconciliation/", reconciliation.show, name="reconcile"),
    path("reconciliation/ledger/", reconciliation.posted, name="posted"),
    path("reconciliation/workbook/", reconciliation.workbook, name="workbook"),
]

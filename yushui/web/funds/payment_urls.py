"""Addresses of the pages on which money is paid out to persons."""

from django.urls import path

from yushui.web.funds import banks, batches, lines, standards


app_name = "payments"
urlpatterns = [
    path("", batches.index, name="index"),
    path("prepare/", batches.prepare, name="prepare"),
    path("standards/", standards.index, name="standards"),
    path("standards/set/", standards.set_standard, name="set_standard"),
    path("standards/<int:pk>/end/", standards.end, name="end_standard"),
    path("<int:pk>/", batches.show, name="batch"),
    path("<int:pk>/lines/", lines.index, name="lines"),
    path("<int:pk>/criteria/", batches.criteria, name="criteria"),
    path("<int:pk>/add/", lines.add, name="add"),
    path("<int:pk>/leave-out/<str:code>/", lines.leave_out, name="leave_out"),
    path("<int:pk>/recheck/", batches.recheck, name="recheck"),
    path("<int:pk>/submit/", batches.submit, name="submit"),
    path("<int:pk>/approve/", batches.approve, name="approve"),
    path("<int:pk>/carry-on/", batches.carry_on, name="carry_on"),
    path("<int:pk>/return/", batches.send_back, name="return"),
    path("<int:pk>/withdraw/", batches.withdraw, name="withdraw"),
    path("<int:pk>/redo/", batches.redo, name="redo"),
    path("<int:pk>/bank/", banks.hand_over, name="hand_over"),
    path("<int:pk>/list/", banks.fetch, name="list"),
    path("<int:pk>/answer/", banks.enter, name="answer"),
    path("lines/<int:pk>/decide/", lines.decide, name="decide"),
    path("lines/<int:pk>/take-back/", banks.take_back, name="take_back"),
]

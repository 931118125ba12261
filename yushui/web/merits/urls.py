"""Addresses of the pages about citations and plaques."""

from django.urls import path

from yushui.web.merits import delivering, local_rules, plaques, printing, registering, views


app_name = "merits"
urlpatterns = [
    path("", views.index, name="index"),
    path("receive/", registering.receive, name="receive"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/register/", registering.register, name="register"),
    path("<int:pk>/assign/", registering.assign, name="assign"),
    path("<int:pk>/deliver/", delivering.deliver, name="deliver"),
    path("<int:pk>/paper/", delivering.paper, name="paper"),
    path("<int:pk>/photo/", delivering.photo, name="photo"),
    path("<int:pk>/step/<slug:move>/", views.step, name="step"),
    path("print/", printing.ask, name="ask_print"),
    path("print/<int:pk>/", printing.show, name="print_run"),
    path("print/<int:pk>/stop/", printing.stop, name="stop_print"),
    path("print/<int:pk>/file/", printing.fetch, name="fetch_print"),
    path("rules/", local_rules.index, name="rules"),
    path("rules/add/", local_rules.add, name="add_rule"),
    path("plaques/", plaques.index, name="plaques"),
    path("plaques/left/", plaques.left, name="plaques_left"),
    path("plaques/hang/<int:pk>/", plaques.hang, name="hang"),
    path("plaques/<int:pk>/", plaques.show, name="plaque"),
    path("plaques/<int:pk>/step/<slug:move>/", plaques.step, name="plaque_step"),
]

"""Addresses of the campaigns."""

from django.urls import path

from yushui.web.campaigns import assignments, planning, views


app_name = "campaigns"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/resume/", views.resume, name="resume"),
    path("<int:pk>/targets/", views.freeze, name="freeze"),
    path("plan/<int:notice_pk>/", planning.plan, name="plan"),
    path("duties/<int:pk>/", views.duty, name="duty"),
    path("assignments/<int:pk>/", assignments.assignment, name="assignment"),
    path("assignments/<int:pk>/finish/", assignments.finish, name="finish"),
    path("assignments/<int:pk>/reopen/", assignments.reopen, name="reopen"),
    path("assignments/<int:pk>/reschedule/", assignments.reschedule, name="reschedule"),
    path("assignments/<int:pk>/evidence/", assignments.evidence, name="evidence"),
]

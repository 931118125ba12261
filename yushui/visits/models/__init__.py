"""Visits (走访) to households and to garrison units, and who was to be visited (应访尽访)."""

from yushui.visits.models.group import GroupVisit, GroupVisitQuerySet, Setting
from yushui.visits.models.occurrence import Happening, Occurrence, OccurrenceQuerySet
from yushui.visits.models.outing import Outing, OutingQuerySet
from yushui.visits.models.picture import Picture, PictureQuerySet
from yushui.visits.models.target import Stop, Target, TargetQuerySet, Try
from yushui.visits.models.visit import (
    Gift,
    GiftKind,
    Help,
    Mode,
    MoneyFrom,
    Participant,
    Rank,
    Service,
    Visit,
    VisitQuerySet,
)


__all__ = [
    "Gift",
    "GiftKind",
    "GroupVisit",
    "GroupVisitQuerySet",
    "Happening",
    "Help",
    "Mode",
    "MoneyFrom",
    "Occurrence",
    "OccurrenceQuerySet",
    "Outing",
    "OutingQuerySet",
    "Participant",
    "Picture",
    "PictureQuerySet",
    "Rank",
    "Service",
    "Setting",
    "Stop",
    "Target",
    "TargetQuerySet",
    "Try",
    "Visit",
    "VisitQuerySet",
]

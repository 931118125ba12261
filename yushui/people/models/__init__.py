"""Households (家庭) and the persons in them, as the rosters tell it.

Personal numbers are sealed: a column `…_sealed` holds ciphertext bound to its row by `uid`, and
`…_index` a keyed hash for equality. `seals.py` is the only place that opens them.
"""

from yushui.people.lifecycle import Status
from yushui.people.models.bank_account import BankAccount
from yushui.people.models.contact import Contact, EndReason, Helpline, without_contact
from yushui.people.models.double import Double
from yushui.people.models.earlier import Earlier
from yushui.people.models.evidence import Evidence, Paper
from yushui.people.models.finding import Finding
from yushui.people.models.household import Household, HouseholdQuerySet, PlaceKind
from yushui.people.models.letter import Letter, Wording
from yushui.people.models.look import Look
from yushui.people.models.merge import How, Merge, MergedRow
from yushui.people.models.number_search import NumberSearch
from yushui.people.models.own_words import Erasure, OwnWords, OwnWordsQuerySet
from yushui.people.models.person import Belonging, Cause, Person, Sex
from yushui.people.models.printing import OF_A_PLACE, Addressee, PaperForm, PaperKind, Printing
from yushui.people.models.question import Question
from yushui.people.models.record import SourceRecord
from yushui.people.models.reply import Reply
from yushui.people.models.roster import ROSTER_SOURCES, Roster, Source
from yushui.people.models.status import DeathCause, StatusChange
from yushui.people.models.yearbook import (
    CLOSES,
    GONE,
    Fate,
    Headcount,
    HeadcountQuerySet,
    Yearbook,
    YearbookEntry,
    YearbookEntryQuerySet,
)


__all__ = [
    "CLOSES",
    "GONE",
    "OF_A_PLACE",
    "ROSTER_SOURCES",
    "Addressee",
    "BankAccount",
    "Belonging",
    "Cause",
    "Contact",
    "DeathCause",
    "Double",
    "Earlier",
    "EndReason",
    "Erasure",
    "Evidence",
    "Fate",
    "Finding",
    "Headcount",
    "HeadcountQuerySet",
    "Helpline",
    "Household",
    "HouseholdQuerySet",
    "How",
    "Letter",
    "Look",
    "Merge",
    "MergedRow",
    "NumberSearch",
    "OwnWords",
    "OwnWordsQuerySet",
    "Paper",
    "PaperForm",
    "PaperKind",
    "Person",
    "PlaceKind",
    "Printing",
    "Question",
    "Reply",
    "Roster",
    "Sex",
    "Source",
    "SourceRecord",
    "Status",
    "StatusChange",
    "Wording",
    "Yearbook",
    "YearbookEntry",
    "YearbookEntryQuerySet",
    "without_contact",
]

"""What somebody says of their own wishes and worries: written down, read, erased (ADR 0023)."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.kernel import clock, secrecy
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.people import rules, seals
from yushui.people.models import Erasure, Household, OwnWords, OwnWordsQuerySet, Person
from yushui.territory.models import Unit


GONE = "这段话已经删去，请刷新后查看。"


@dataclass(frozen=True)
class Spoken:
    """What was said, by whom of the family, or by all of them together."""

    text: str
    said_on: date
    person: Person | None = None
    uid: UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def record_own_words(
    household: Household, *, unit: Unit, spoken: Spoken, is_cleared: bool = False, by: Actor
) -> OwnWords:
    """Write down what was said, as it was said. The same `uid` twice is the same words."""
    by.require(Permission.VISIT_RECORD, household.region)
    by.require_as(Permission.VISIT_RECORD, unit)
    if earlier := OwnWords.objects.filter(uid=spoken.uid).first():
        return earlier
    text = rules.require_text(spoken.text, "原话", field="text", longest=rules.LONGEST_OWN_WORDS)
    rules.check_said_on(spoken.said_on, today=clock.today())
    if spoken.person and spoken.person.household_id != household.pk:
        raise RuleViolation("这个人已经不在这一户，请刷新后重新选择。", field="person")
    cleared = secrecy.check([("text", text)], is_cleared=is_cleared)
    words = OwnWords(
        uid=spoken.uid,
        household=household,
        person=spoken.person,
        unit=unit,
        said_on=spoken.said_on,
        recorded_at=clock.now(),
        recorded_by_id=by.id,
        recorded_by_name=by.name,
    )
    seals.set_own_words(words, text)
    try:
        words.save(force_insert=True)
    except IntegrityError as clash:
        raise Conflict("这段话刚才已经保存，请打开这户查看。") from clash
    log("people.own_words_recorded", words, by=by, household=household.pk, cleared=cleared)
    return words


@transaction.atomic
def read_own_words(words: OwnWords, *, by: Actor) -> str:
    """What was said; whoever reads it leaves a trace."""
    _require_sight(words, by)
    if words.sealed is None:
        raise Conflict(GONE)
    log("people.own_words_read", words, by=by, household=words.household_id)
    return seals.own_words(words)


@transaction.atomic
def erase_own_words(words: OwnWords, *, by: Actor) -> None:
    """Erase what was said, as whoever said it wishes; that something was said stays."""
    _require_sight(words, by)
    if not _erase(OwnWords.objects.filter(pk=words.pk), Erasure.ASKED, by):
        raise Conflict(GONE)
    log("people.own_words_erased", words, by=by, household=words.household_id)


@transaction.atomic
def forget_own_words(*, by: Actor) -> int:
    """Erase what was kept long enough, and what nobody may read any more; answer how many."""
    by.require_anywhere(Permission.VISIT_RECORD)
    long_ago = clock.today() - rules.OWN_WORDS_KEPT
    place = "household__region__path__startswith"
    near = OwnWords.objects.filter(
        Q((place, F("unit__region__path"))) | Q((place, F("unit__superior__region__path")))
    )
    expired = _erase(OwnWords.objects.filter(said_on__lt=long_ago), Erasure.EXPIRED, by)
    left = _erase(OwnWords.objects.exclude(pk__in=near.values("pk")), Erasure.LEFT, by)
    log("people.own_words_forgotten", "own_words", by=by, count=expired + left)
    return expired + left


def _require_sight(words: OwnWords, by: Actor) -> None:
    if not OwnWords.objects.visible_to(by).filter(pk=words.pk).exists():
        raise NotPermitted("本人心声只有登记的单位和它的直接上级能看。")


def _erase(words: OwnWordsQuerySet, why: Erasure, by: Actor) -> int:
    return (
        OwnWords.objects.kept()
        .filter(pk__in=words.values("pk"))
        .update(sealed=None, erased_at=clock.now(), erased_by_name=by.name, erasure=why)
    )

"""Things for tests to work with. Every maker fills in what the test does not care about."""

import itertools
from datetime import date, timedelta

from yushui.accounts.actor import Actor
from yushui.accounts.models import Post, User
from yushui.accounts.roles import ROLES
from yushui.campaigns.models import Assignment, Campaign, Duty
from yushui.kernel import clock
from yushui.notices.models import Notice
from yushui.people import seals
from yushui.people.lettering import Words
from yushui.people.models import BankAccount, Belonging, Household, Person
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, Unit


_serial = itertools.count(1)


def region(parent: Region | None = None, *, level: int | None = None, name: str = "") -> Region:
    n = next(_serial)
    below = parent.level + 1 if parent else Level.PREFECTURE
    return Region.objects.create(
        name=name or f"云泽{n}", code=f"99{n:010}", parent=parent, level=level or below
    )


def unit(
    at: Region | None = None,
    *,
    kind: str = Kind.OFFICE,
    superior: Unit | None = None,
    name: str = "",
) -> Unit:
    place = at or region()
    return Unit.objects.create(
        name=name or f"{place.name}{Kind(kind).label}{next(_serial)}",
        kind=kind,
        region=place,
        superior=superior,
    )


def township(office: Unit, *, villages: int = 0, name: str = "") -> Unit:
    """A township below the office's county, with its own villages."""
    place = region(office.region, level=Level.TOWNSHIP, name=name)
    made = unit(place, kind=Kind.TOWNSHIP, superior=office)
    for _ in range(villages):
        unit(region(place, level=Level.VILLAGE), kind=Kind.VILLAGE, superior=made)
    return made


def user(role: str = "clerk", at: Unit | None = None, *, name: str = "李文") -> User:
    family = ROLES[role].family
    made = User.objects.create_user(
        username=f"user{next(_serial)}", password="x", full_name=name, family=family
    )
    if at:
        Post.objects.create(user=made, role=role, unit=at, since=date(2020, 1, 1))
    return made


def actor(role: str = "clerk", at: Unit | None = None, *, name: str = "李文") -> Actor:
    return user(role, at or unit(), name=name).actor


def notice(at: Unit | None = None, **values: object) -> Notice:
    return Notice.objects.create(
        **{
            "unit": at or unit(),
            "title": "关于做好“八一”期间双拥工作的通知",
            "kind": "通知",
            "text": "原文",
            "created_at": clock.now(),
            "created_by_name": "李文",
        }
        | values
    )


def campaign(at: Unit | None = None, **values: object) -> Campaign:
    office = at or unit()
    return Campaign.objects.create(
        **{
            "name": "2026年“八一”走访慰问",
            "occasion": "八一",
            "year": 2026,
            "unit": office,
            "starts_on": date(2026, 7, 10),
            "ends_on": date(2026, 8, 15),
        }
        | values
    )


def duty(
    campaign_: Campaign | None = None, *, kind: str = "visit_coverage", **values: object
) -> Duty:
    round_ = campaign_ or campaign()
    return Duty.objects.create(
        **{
            "campaign": round_,
            "notice": round_.notice or notice(round_.unit),
            "unit": round_.unit,
            "kind": kind,
            "position": next(_serial),
            "summary": "全覆盖走访慰问重点优抚对象",
        }
        | values
    )


def assignment(
    duty_: Duty | None = None, *, to: Unit | None = None, **values: object
) -> Assignment:
    laid = duty_ or duty()
    return Assignment.objects.create(**{"duty": laid, "unit": to or laid.unit} | values)


def household(at: Region | None = None, *, head: str = "王建国") -> Household:
    n = next(_serial)
    return Household.objects.create(
        code=f"H{n:07}",
        head_name=head,
        region=at or region(),
        address=f"{n}号",
        updated_at=clock.now(),
    )


def person(
    home: Household | None = None,
    *,
    categories: tuple[str, ...] = ("veteran",),
    name: str = "王建国",
    age: int = 60,
    **values: object,
) -> Person:
    born = clock.today() - timedelta(days=int(age * 365.25) + 1)
    made = Person.objects.create(
        **{
            "household": home or household(),
            "name": name,
            "birth_on": born,
            "sex": "1",
            "updated_at": clock.now(),
        }
        | values
    )
    Belonging.objects.bulk_create(
        Belonging(person=made, category=category) for category in categories
    )
    return made


def account(
    to: Person, *, number: str = "", since: date = date(2026, 1, 5), **values: object
) -> BankAccount:
    """An account of the person's own, with a number nobody else has."""
    made = BankAccount(
        **{
            "person": to,
            "holder_name": to.name,
            "bank_name": "临川农村商业银行",
            "since": since,
            "noted_at": clock.now(),
            "noted_by_name": "李文",
        }
        | values
    )
    seals.set_account(made, number or f"62{next(_serial):017}")
    made.save(force_insert=True)
    return made


def words(**values: object) -> Words:
    """What a letter says, with fields in it."""
    return Words(
        **{
            "title": "慰问信",
            "salutation": "尊敬的{姓名}{称谓}：",
            "body": "值此{节日}来临之际，谨向您全家致以问候！\n祝阖家安康！",
            "organs": "临川县双拥工作领导小组\n临川县人民武装部",
            "dated_on": date(2026, 7, 24),
            "festival": "八一建军节",
        }
        | values
    )

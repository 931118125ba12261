"""Pages of families and rosters: one household of the township, one roster staged, one checked."""

import json
from datetime import date
from uuid import uuid4

from tests import make
from tests.people import sheets
from tests.web.access import Listing, Row
from yushui.kernel import clock, secrets
from yushui.people import actions, seals
from yushui.people.importing import staging
from yushui.people.importing.columns import Upload
from yushui.people.importing.parsing import Line
from yushui.people.models import (
    Belonging,
    Double,
    Finding,
    Headcount,
    Person,
    Question,
    Roster,
    SourceRecord,
    Yearbook,
    YearbookEntry,
)


LINE = Line(
    1, "王健国", "", "1", date(1956, 7, 18), ("veteran",), "13900001234", ("", "", ""), "", "", "",
    "", "", "",
)  # fmt: skip


def named(world, name):
    return make.person(make.household(world.village, head=name), name=name)


def household(world, n=1):
    """A family with numbers to mask."""
    home = make.household(world.village)
    person = make.person(home, categories=("veteran", "hardship"))
    seals.set_phone(person, "13900001234")
    person.birth_on, person.sex = date(1956, 7, 18), "1"
    if n == 1 and not Person.objects.exclude(id_index=None).exists():
        seals.set_id_card(person, sheets.id_number())
    person.save()
    return home


def stage(world, rows):
    clerk = world.users["clerk"].actor
    columns = ("乡镇", "村", *sheets.COLUMNS[2:])
    placed = [row | {"乡镇": "石桥镇", "村": world.village.name} for row in rows]
    return actions.stage_roster(
        unit=world.here, upload=Upload("花名册.xlsx", sheets.workbook(placed, columns)), by=clerk
    )


def check(world, rows):
    roster = stage(world, rows)
    return actions.check_roster(roster, mapping=roster.mapping, by=world.users["clerk"].actor)


def running(world):
    """A roster that a job is at."""
    roster = check(world, [sheets.row(9)])
    clerk = world.users["clerk"].actor
    return actions.ask_load(roster, leave_out_wrong=False, by=clerk)


def ask(world, roster, person, row=1):
    """A row of the roster that may be the person."""
    line = LINE._replace(number=row)
    question = Question(
        roster=roster,
        row=row,
        name=line.name,
        region=world.village,
        candidates=[[person.pk, 0.97, ["姓名相同", "同村"]]],
        content_index=f"{roster.pk}-{row}",
    )
    question.sealed = seals.sealed_row(question.uid, staging.packed(line))
    question.save()
    return question


def questions(world, n):
    roster = stage(world, [sheets.row(8)])
    person = household(world, 0).persons.get()
    for row in range(n):
        ask(world, roster, person, row + 1)


def records(world, n):
    roster = stage(world, [sheets.row(8)])
    SourceRecord.objects.bulk_create(
        SourceRecord(
            person=world.things["person"], source="survey", roster=roster, row=row,
            said={"name": "王建国"}, at=clock.now(), by_name="李文",
        )
        for row in range(n)
    )  # fmt: skip


def findings(world, n):
    person = world.things["person"]
    told = json.dumps({"changes": [["phone", "", "13900001234"]], "words": []})
    for row in range(n):
        one = Finding(
            roster=world.things["checked"], row=100 + row, kind="new", name="王建国",
            person_key=person.pk,
        )  # fmt: skip
        one.sealed = secrets.seal(seals.FINDING, "told", one.uid, told)
        one.save()


def yearbook(world):
    """This year's list of the county, beside last year's."""
    make.person(make.household(world.village), categories=("serving_family",), name="军属")
    clerk, this = world.users["clerk"].actor, clock.today().year
    actions.take_yearbook(world.here, year=this - 1, by=clerk)
    return actions.take_yearbook(world.here, year=this, by=clerk)


def yearbooks(world, n):
    begun = 1900 + Yearbook.objects.count()
    Yearbook.objects.bulk_create(
        Yearbook(
            unit=world.here, year=begun + i, household_count=1, person_count=1,
            taken_at=clock.now(), taken_by_name="李文",
        )
        for i in range(n)
    )  # fmt: skip


def entries(world, n):
    begun = 100 + YearbookEntry.objects.count()
    YearbookEntry.objects.bulk_create(
        YearbookEntry(
            yearbook=world.things["yearbook"], position=begun + i, person_uid=uuid4(), person_key=i,
            name="军属", household_code=f"H{i}", head_name="军属", village=world.village,
            fate="changed", changed=["address", "phone_index"],
        )
        for i in range(n)
    )  # fmt: skip


def headcounts(world, n):
    Headcount.objects.bulk_create(
        Headcount(
            yearbook=world.things["yearbook"], unit=world.township, place_name="某村",
            village=make.region(world.township.region), household_count=1, person_count=1,
        )
        for _ in range(n)
    )  # fmt: skip


def things(world):
    home = household(world)
    person = home.persons.get()
    belonging = Belonging.objects.filter(person=person).first()
    by = world.users["clerk"].actor
    gone = make.person(household(world, 0), name="赵德海")
    book = yearbook(world)
    return {
        "home": home,
        "person": person,
        "yearbook": book,
        "headcount": book.headcounts.get(village=world.village),
        "double": double(world, person).second,
        "merge": merge(world),
        "belonging": belonging,
        "bank_account": make.account(person),
        "evidence": actions.add_evidence(
            belonging, seen=actions.Seen("discharge", number="退字第0031号"), by=by
        ),
        "status_change": actions.set_status(gone, move="move_out", on=date(2026, 7, 1), by=by),
        "staged": stage(world, [sheets.row(5)]),
        "running": running(world),
        "checked": check(world, [sheets.row(6), sheets.row(7, 性别="未填")]),
        "question": ask(world, stage(world, [sheets.row(10)]), person),
    }


def double(world, first=None):
    """Somebody registered a second time, in a household of their own."""
    first = first or make.person(make.household(world.village))
    second = make.person(make.household(world.village))
    return Double.objects.create(
        first=first, second=second, score=0.9, reasons=["姓名相同"], told_index="0" * 64,
        found_at=clock.now(),
    )  # fmt: skip


def merge(world):
    pair = double(world)
    clerk = world.users["clerk"].actor
    return actions.merge_persons(pair.first, pair.second, by=clerk)


def rosters(world, n):
    file = stage(world, [sheets.row(8)]).file
    Roster.objects.bulk_create(
        Roster(
            unit=world.here, name=f"花名册{i}", file=file, file_name="花名册.xlsx",
            created_at=clock.now(), created_by_name="李文",
        )
        for i in range(n)
    )  # fmt: skip


# What the desk of the county may do, and the desk above it; with families the township's too.
DESK = {"neighbour": 404, "worker": 403, "leader": 403}
ROSTER = {**DESK, "town": 404, "command": 404}
PRESSED = {**ROSTER, "clerk": 302, "superior": 302, "method": "post"}

ACCESS = {
    "people:index": Row("/people/"),
    "people:add_household": Row("/people/add/", worker=403, leader=403),
    "people:add_person": Row("/people/{home}/add/", **DESK),
    "people:alike": Row(
        "/people/{home}/add/alike/", method="post", data={"name": "王建国"}, **DESK
    ),
    "people:search": Row("/people/search/?q=王"),
    "people:suggest": Row("/people/search/suggest/", method="post", data={"q": "王"}),
    "people:search_number": Row(
        "/people/search/number/", method="post", data={"number": "1234"}, worker=403, leader=403
    ),
    "people:show": Row("/people/{home}/", neighbour=404),
    "people:edit_household": Row("/people/{home}/edit/", **DESK),
    "people:edit_person": Row("/people/persons/{person}/edit/", **DESK),
    "people:reveal": Row("/people/persons/{person}/reveal/phone/", **DESK),
    "people:set_account": Row("/people/persons/{person}/account/", **DESK),
    "people:end_account": Row("/people/accounts/{bank_account}/end/", **DESK),
    "people:standing": Row("/people/persons/{person}/standing/", neighbour=404),
    "people:add_category": Row("/people/persons/{person}/categories/", **DESK),
    "people:mark_dead": Row("/people/persons/{person}/dead/", **DESK),
    "people:set_status": Row("/people/persons/{person}/status/move_out/", **DESK),
    "people:edit_category": Row("/people/categories/{belonging}/edit/", **DESK),
    "people:end_category": Row("/people/categories/{belonging}/end/", **DESK),
    "people:remove_category": Row("/people/categories/{belonging}/remove/", **DESK),
    "people:add_evidence": Row("/people/categories/{belonging}/evidence/", **DESK),
    "people:take_back_evidence": Row("/people/evidence/{evidence}/take-back/", **DESK),
    "people:take_back_status": Row("/people/statuses/{status_change}/take-back/", **DESK),
    "people:records": Row("/people/persons/{person}/records/", neighbour=404),
    "people:merge_household": Row("/people/{home}/merge/", **DESK),
    "people:doubles": Row("/people/doubles/", worker=403, leader=403),
    "people:pair": Row("/people/persons/{person}/same/{double}/", **DESK),
    "people:merges": Row("/people/merges/", worker=403, leader=403),
    "people:part": Row("/people/merges/{merge}/part/", **DESK),
    "people:questions": Row("/people/questions/", worker=403, leader=403),
    "people:question": Row("/people/questions/{question}/", **ROSTER),
    "people:settle": Row("/people/questions/{question}/settle/", **PRESSED),
    "people:yearbooks": Row("/people/yearbooks/"),
    "people:take_yearbook": Row("/people/yearbooks/take/", worker=403, leader=403),
    "people:yearbook": Row("/people/yearbooks/{yearbook}/", neighbour=404),
    "people:yearbook_entries": Row("/people/yearbooks/{yearbook}/entries/", neighbour=404),
    "people:sign_yearbook": Row(
        "/people/yearbooks/{yearbook}/sign/civil/",
        method="post",
        **dict.fromkeys(("clerk", "neighbour", "superior", "town", "worker", "leader"), 403),
        command=403,
    ),
    "people:void_yearbook": Row(
        "/people/yearbooks/{yearbook}/void/", **{**ROSTER, "superior": 404}
    ),
    "people:confirm_headcount": Row(
        "/people/headcounts/{headcount}/confirm/",
        **{**PRESSED, "clerk": 404, "superior": 404, "town": 302},
    ),
    "people:rosters": Row("/people/rosters/", worker=403, leader=403),
    "people:upload": Row("/people/rosters/upload/", worker=403, leader=403),
    "people:roster": Row("/people/rosters/{checked}/", **ROSTER),
    "people:rows": Row("/people/rosters/{checked}/rows/", **ROSTER),
    "people:check": Row("/people/rosters/{staged}/columns/", **ROSTER),
    "people:rejected": Row(
        "/people/rosters/{checked}/rejected/",
        **{**PRESSED, "clerk": 200, "superior": 200},
    ),
    "people:load": Row("/people/rosters/{checked}/load/", **PRESSED),
    "people:stop": Row("/people/rosters/{running}/stop/", **PRESSED),
    "people:undo": Row("/people/rosters/{checked}/undo/", **PRESSED),
    "people:reopen": Row("/people/questions/{question}/reopen/", **PRESSED),
    "people:refuse": Row("/people/rosters/{staged}/refuse/", **PRESSED),
}
LISTS = {
    "people:index": Listing(
        "/people/", fill=lambda world, n: [household(world, 0) for _ in range(n)]
    ),
    "people:doubles": Listing(
        "/people/doubles/", fill=lambda world, n: [double(world) for _ in range(n)]
    ),
    "people:merges": Listing(
        "/people/merges/", fill=lambda world, n: [merge(world) for _ in range(n)]
    ),
    "people:search": Listing(
        "/people/search/?q=欧阳长河",
        fill=lambda world, n: [named(world, "欧阳长河") for _ in range(n)],
    ),
    "people:questions": Listing("/people/questions/", fill=questions),
    "people:records": Listing("/people/persons/{person}/records/", fill=records),
    "people:yearbooks": Listing("/people/yearbooks/", fill=yearbooks),
    "people:yearbook": Listing("/people/yearbooks/{yearbook}/", fill=headcounts),
    "people:yearbook_entries": Listing("/people/yearbooks/{yearbook}/entries/", fill=entries),
    "people:rosters": Listing("/people/rosters/", fill=rosters),
    "people:rows": Listing("/people/rosters/{checked}/rows/", fill=findings),
}
FRAGMENTS = ["people:index", "people:roster"]

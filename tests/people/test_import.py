"""What becomes of the rows: new, changed, same or wrong, and families made of them."""

from datetime import date

import pytest

from tests.people.sheets import COLUMNS, id_number, row
from yushui.audit.models import Event
from yushui.people import actions, seals
from yushui.people.models import Belonging, Household, Person, Roster, Status


def counts(roster):
    return {key: roster.outcome[key] for key in ("new", "changed", "same", "wrong")}


def sentences(roster):
    return [sentence for _, _, sentence in roster.problems]


def test_a_row_becomes_a_person_in_a_household(county):
    roster = county.take_in([row(人员类别="参战退役军人、生活困难人员")])
    person = Person.objects.get()
    assert (person.name, person.birth_on, person.sex) == ("王建国", date(1956, 7, 18), "1")
    assert (seals.id_card(person), seals.phone(person)) == (id_number(), "13900001234")
    assert person.household.region == county.places["石桥镇柳林村"]
    assert (person.household.code, person.household.head_name) == ("A1", "王建国")
    kept = person.belongings.values_list("category", "source")
    assert set(kept) == {
        ("combat_veteran", "地方摸底：花名册"),
        ("hardship", "地方摸底：花名册"),
    }
    assert counts(roster) == {"new": 1, "changed": 0, "same": 0, "wrong": 0}


def test_the_same_file_again_changes_nothing(county):
    rows = [row(n) for n in range(1, 6)] + [row(9, 身份证号="", 家庭编号="", 姓名="赵德福")]
    county.take_in(rows)
    again = county.take_in(rows)
    assert counts(again) == {"new": 0, "changed": 0, "same": 6, "wrong": 0}
    assert (Person.objects.count(), Belonging.objects.count()) == (6, 6)


@pytest.mark.parametrize(
    ("told", "seen"),
    [
        ({"联系电话": "13700005678"}, lambda person: seals.phone(person) == "13700005678"),
        ({"人员类别": "残疾军人"}, lambda person: person.belongings.count() == 2),
        ({"村": "东村"}, lambda person: person.household.region.name == "东村"),
        ({"家庭住址": "和平街2号"}, lambda person: person.household.address == "和平街2号"),
    ],
    ids=["telephone", "category", "village", "address"],
)
def test_what_a_later_roster_says_otherwise_is_taken_over(county, told, seen):
    county.take_in([row()])
    assert counts(county.take_in([row(**told)]))["changed"] == 1
    assert seen(Person.objects.get())


def test_what_a_later_roster_is_silent_about_stays(county):
    county.take_in([row()])
    roster = county.take_in([row(联系电话="", 人员类别="", 家庭住址="")])
    assert counts(roster)["same"] == 1
    assert seals.phone(Person.objects.get()) == "13900001234"


def test_a_wider_category_adds_nothing_to_a_narrower_one(county):
    county.take_in([row(人员类别="一至四级残疾军人")])
    assert counts(county.take_in([row(人员类别="残疾军人")]))["same"] == 1


def test_persons_with_one_code_are_one_family(county):
    county.take_in([row(1), row(2, 家庭编号="A1", 姓名="李秀兰")])
    assert Household.objects.get().persons.count() == 2


def test_persons_behind_one_door_are_one_family(county):
    county.take_in([row(n, 家庭编号="", 姓名=f"王{'甲乙'[n]}") for n in (0, 1)])
    assert Household.objects.get().persons.count() == 2


def test_an_address_that_leads_to_no_door_makes_no_family(county):
    county.take_in([row(n, 家庭编号="", 家庭住址="柳林村3组") for n in (1, 2)])
    assert Household.objects.count() == 2


def test_a_code_in_two_villages_is_a_problem(county):
    roster = county.check([row(1), row(2, 家庭编号="A1", 村="东村")])
    assert "家庭编号与第3行相同，却不在同一个村" in sentences(roster)[0]


def test_a_code_of_another_family_is_a_problem_and_not_a_merger(county):
    county.take_in([row(1, 家庭编号="1")])
    strangers = row(2, 家庭编号="1", 姓名="赵德福", 家庭住址="和平街9号")
    assert "在系统里是另一户" in sentences(county.check([strangers]))[0]


def test_a_code_of_a_whole_village_is_a_problem(county):
    rows = [row(n, 家庭编号="990101", 姓名=f"王{chr(0x4E00 + n)}") for n in range(1, 33)]
    assert counts(county.check(rows))["wrong"] == 2


def test_a_code_given_later_replaces_the_number_made_here(county):
    county.take_in([row(家庭编号="", 家庭住址="柳林村3组")])
    county.take_in([row(家庭住址="柳林村3组")])
    assert Household.objects.get().code == "A1"


def test_twins_inside_one_file_are_reported(county):
    roster = county.check([row(1), row(2, 身份证号=id_number(1))])
    assert roster.problems == [
        [
            4,
            "E 列 身份证号",
            "与第3行是同一个身份证号；同一人只留一行，几个类别写在一格里用顿号隔开。",
        ]
    ]


def test_namesakes_without_numbers_in_one_family_are_reported(county):
    roster = county.check([row(身份证号=""), row(身份证号="")])
    assert "与第3行像是同一个人" in sentences(roster)[0]


def test_one_person_with_and_without_number_in_one_file_is_reported(county):
    columns = (*COLUMNS, "出生日期")
    rows = [row(), row(身份证号="", 出生日期="1956-07-18", 家庭编号="A2", 联系电话="")]
    assert "与第3行像是同一个人" in sentences(county.check(rows, columns))[0]


def test_a_person_without_number_is_known_again_by_household_and_name(county):
    county.take_in([row(身份证号="")])
    roster = county.take_in([row(身份证号="", 联系电话="13700005678")])
    assert (counts(roster)["changed"], roster.outcome["by_name"]) == (1, 1)


def test_a_number_that_comes_later_is_filled_in(county):
    """S0-40: fill in what is missing."""
    county.take_in([row(身份证号="")])
    assert counts(county.take_in([row()]))["changed"] == 1
    assert seals.id_card(Person.objects.get()) == id_number()


def test_namesakes_of_one_household_born_on_other_days_are_asked_about(county):
    columns = (*COLUMNS, "出生日期")
    county.take_in([row(身份证号="", 出生日期="1956-07-18")], columns)
    later = county.take_in([row(身份证号="", 出生日期="1982-03-01")], columns)
    assert (Person.objects.count(), later.outcome["asked"]) == (1, 1)


def test_nothing_to_be_known_again_by_is_a_problem(county):
    bare = row(身份证号="", 联系电话="", 家庭编号="", 家庭住址="柳林村3组")
    assert "请至少补填一项" in sentences(county.check([bare]))[0]


def test_another_name_under_a_known_number_is_a_problem(county):
    county.take_in([row()])
    (said,) = sentences(county.check([row(姓名="赵德福")]))
    assert "登记的是另一个姓名" in said
    assert "王建国" not in said


def test_the_dead_do_not_come_back_by_a_roster(county):
    """domain-rules §12: 118 dead persons were paid from such a list."""
    county.take_in([row()])
    actions.mark_dead(Person.objects.get(), on=date(2026, 7, 1), by=county.clerk)
    assert "已登记为去世" in sentences(county.check([row()]))[0]
    assert Person.objects.get().status == Status.DEAD


def test_somebody_of_another_county_is_not_taken_away(county, other_county):
    other_county.take_in([row()])
    (said,) = sentences(county.check([row()]))
    assert "联系上级双拥办办理迁移" in said


def test_nothing_is_written_while_a_row_is_wrong(county):
    roster = county.check([row(1), row(2, 性别="？")])
    with pytest.raises(actions.RosterRefused, match="有 1 行有问题，全部没有导入。例如第 4 行"):
        actions.load_roster(roster, by=county.clerk)
    assert not Person.objects.exists()
    assert Roster.objects.get().state == "checked"


def test_a_row_that_is_wrong_twice_is_told_so_at_once(county):
    roster = county.check([row(村="桃源村", 性别="未填")])
    assert [where for _, where, _ in roster.problems] == ["B 列 村", "D 列 性别"]


def test_wrong_rows_may_be_left_out_on_purpose(county):
    roster = county.check([row(1), row(2, 性别="？")])
    actions.load_roster(roster, by=county.clerk, leave_out_wrong=True)
    assert Person.objects.count() == 1
    assert counts(roster)["wrong"] == 1


def test_one_event_a_load_and_no_personal_value_in_it(county):
    county.take_in([row(n) for n in range(1, 4)])
    event = Event.objects.get(kind="people.roster_loaded")
    assert (event.detail["new"], event.detail["rows"]) == (3, 3)
    assert "王建国" not in str(event.detail)
    assert id_number() not in str(event.detail)


@pytest.mark.parametrize("mark", ["\u200b", "\u200f", "\u202d", "\u2066", "\ufeff", "\u00ad"])
def test_marks_that_nobody_sees_make_no_other_person(county, mark):
    county.take_in([row()])
    given = {f"{mark}{label}": f"{mark}{value}{mark}" for label, value in row().items()}
    again = county.take_in([given], [f"{mark}{label}" for label in COLUMNS])
    assert counts(again)["same"] == 1


def test_columns_once_confirmed_are_proposed_for_the_senders_next_table(county):
    columns = (*COLUMNS[:-1], "户籍号")
    rows = [row(1, 户籍号="A1")]
    first = county.stage(rows, columns)
    assert first.mapping["household_code"] is None
    chosen = first.mapping | {"household_code": columns.index("户籍号")}
    assert county.stage(rows, columns).mapping == first.mapping  # nobody has confirmed it yet
    actions.check_roster(first, mapping=chosen, by=county.clerk)
    assert county.stage([row(2, 户籍号="A2")], columns).mapping == chosen
    turned = (columns[1], columns[0], *columns[2:])
    assert county.stage(rows, turned).mapping["household_code"] is None


def test_another_source_is_another_sender(county):
    first = county.check([row()])
    upload = county.upload([row()], source="troops")
    other = actions.stage_roster(unit=county.office, upload=upload, by=county.clerk)
    assert Roster.objects.like(other).count() == 0
    assert Roster.objects.like(county.stage([row()])).get() == first

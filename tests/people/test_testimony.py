"""What each source said of a person stays beside what is shown."""

from tests.people.sheets import id_number, row
from yushui.people import actions, seals
from yushui.people.actions import PersonFacts
from yushui.people.models import Person, Source, SourceRecord
from yushui.web.people import testimony


def test_every_row_leaves_its_record(county):
    roster = county.take_in([row(1), row(2, 姓名="李梅", 家庭住址="光荣路2号")])
    assert set(SourceRecord.objects.values_list("roster", "row", "said__name")) == {
        (roster.pk, 3, "王建国"),
        (roster.pk, 4, "李梅"),
    }


def test_a_row_that_changes_nothing_says_so_too(county):
    county.take_in([row(1)])
    county.take_in([row(1)])
    assert Person.objects.get().records.count() == 2


def test_numbers_are_sealed(county):
    county.take_in([row(1)])
    record = SourceRecord.objects.get()
    assert seals.numbers_of(record) == {"id_number": id_number(1), "phone": "13900001234"}
    assert id_number(1) not in str(record.said) + str(bytes(record.sealed))


def test_an_older_word_is_not_overwritten(county):
    county.take_in([row(1)])
    county.take_in([row(1, 联系电话="13700009999")])
    told = [seals.numbers_of(one)["phone"] for one in Person.objects.get().records.order_by("pk")]
    assert told == ["13900001234", "13700009999"]


def test_a_correction_by_hand_is_a_source_of_its_own(county):
    county.take_in([row(1)])
    person = Person.objects.get()
    facts = PersonFacts(name="王建国", relation="户主", sex="1", birth_on=person.birth_on, phone="")
    actions.edit_person(person, facts=facts, by=county.clerk)
    record = person.records.get(source=Source.OFFICE)
    assert record.said == {"relation": "户主"}
    assert seals.numbers_of(record) == {"phone": ""}


def test_what_is_deleted_by_hand_is_told_too(county):
    county.take_in([row(1, 身份证号="", 出生日期="1956-07-18")], (*row(1), "出生日期"))
    person = Person.objects.get()
    actions.edit_person(person, facts=PersonFacts(name="王建国", sex="1"), by=county.clerk)
    record = person.records.get(source=Source.OFFICE)
    assert record.said == {"birth_on": ""}
    assert ("出生日期", "（已删去）") in testimony.told(record).facts


def test_a_list_does_not_contradict_the_number(county):
    """A row settled as somebody whose number says otherwise leaves birth and sex alone."""
    county.take_in([row(1)])
    person = Person.objects.get()
    columns = (*row(1), "出生日期")
    county.take_in([row(1, 身份证号="", 出生日期="1956-07-18", 性别="")], columns)
    person.refresh_from_db()
    assert (f"{person.birth_on}", person.sex) == ("1956-07-18", "1")

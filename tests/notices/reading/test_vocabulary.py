"""The words of the field stand once, under stable codes."""

from collections import Counter

import pytest

from yushui.notices.reading import duty_rules, vocabulary
from yushui.notices.reading.structure import Deliverable, DutyKind
from yushui.notices.reading.text import fold


LISTS = ["occasions", "units", "categories", "deliverable", "channel", "mode", "gift", "rank"]


@pytest.mark.parametrize("name", LISTS)
def test_a_word_has_one_meaning_in_its_list(name: str) -> None:
    terms = vocabulary.lexicon(name).terms
    words = Counter(word for term in terms for word in {fold(each) for each in term.words})
    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize("name", LISTS)
def test_codes_are_unique_and_labelled(name: str) -> None:
    terms = vocabulary.lexicon(name).terms
    assert len({term.code for term in terms}) == len(terms)
    assert all(term.label and (term.words or term.patterns) for term in terms)


def test_members_of_a_group_are_categories() -> None:
    codes = {category.code for category in vocabulary.categories()}
    assert all(set(category.members) <= codes for category in vocabulary.categories())


def test_deliverables_are_those_of_the_result() -> None:
    named = {term.code for term in vocabulary.lexicon("deliverable").terms}
    assert named == {each.value for each in Deliverable} - {"other"}


def test_every_kind_of_duty_but_filing_has_words() -> None:
    assert {rule.kind for rule in duty_rules.rules()} == set(DutyKind) - {DutyKind.FILING}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("烈士遗属、因公牺牲军人遗属、病故军人遗属", ["three_survivors"]),
        ("“三属”和一至六级残疾军人", ["three_survivors", "disabled_1_6"]),
        ("7-10级残疾军人", ["disabled_7_10"]),
        ("80周岁以上退役军人", ["aged_80"]),
        ("80以上高龄老人", ["aged_80"]),
        ("荣立二等功以上功勋的退役军人", ["merit_2_up"]),
        ("高原海岛、边防一线官兵及其家庭", ["border_family"]),
        ("驻石部队官兵", ["garrison"]),
        ("城乡低保对象和留守儿童", ["min_living", "left_behind_children"]),
    ],
)
def test_the_longest_word_wins(text: str, codes: list[str]) -> None:
    assert vocabulary.lexicon("categories").codes(fold(text)) == codes


def test_civilians_are_told_apart() -> None:
    assert vocabulary.category("min_living").civilian  # S1-25
    assert not vocabulary.category("martyr_survivor").civilian

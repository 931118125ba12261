"""Whom a row may mean is found without opening everybody, and what is decided is the same."""

import pytest

from benchmarks import dirty
from tests.people import dirty_register
from yushui.people import seals
from yushui.people.importing import census, likeness
from yushui.people.matching.comparing import compare
from yushui.people.matching.deciding import Band
from yushui.people.models import Person


def by_comparing_all(members, region):
    """What the matcher says when everybody is held against every row."""
    places = census.places_of(region)
    everybody = set(Person.objects.values_list("pk", flat=True))
    persons, known = zip(*likeness._opened(everybody, places), strict=True)
    rows = [likeness._of_line(one.line, places[one.region_id]) for one in members]
    return {
        member.line.number: likeness._likeness(answer, persons)
        for member, answer in zip(members, compare(known, rows), strict=True)
        if answer.band is not Band.NEW
    }


def essence(found, members):
    rows = (found.get(one.line.number) for one in members)
    return [(one.band, one.persons[0]) if one else None for one in rows]


@pytest.mark.parametrize("seed", [3, 4])
def test_a_choice_decides_as_everybody_does(db, seed):
    sample = dirty.generate(known=1200, incoming=600, seed=seed)
    county, members = dirty_register.build(sample)
    chosen = likeness.find(members, county, taken=set())
    everybody = by_comparing_all(members, county)
    assert len(members) > 400
    assert {one.band for one in everybody.values()} == {Band.SAME, Band.ASK}
    assert essence(chosen, members) == essence(everybody, members)


def test_of_one_row_few_are_opened(db, monkeypatch, django_assert_max_num_queries):
    county, members = dirty_register.build(dirty.generate(known=1200, incoming=20, seed=5))
    opened = []
    open_id = seals.opened_id
    monkeypatch.setattr(seals, "opened_id", lambda *told: opened.append(told) or open_id(*told))
    with django_assert_max_num_queries(10):
        likeness.find(members[:1], county, taken=set())
    assert len(opened) < 60

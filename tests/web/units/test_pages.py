"""Units and places are seen within one's reach."""

import pytest

from tests import make


def test_search_stays_within_reach(people, enter):
    page = enter(people.users["clerk"]).get("/units/?q=双拥办").text
    assert "临川县双拥办" in page
    assert "青溪县双拥办" not in page


def test_the_way_back_up_shows_only_what_one_may_open(people, enter):
    unit = f"/units/{people.township.pk}/"
    assert (
        f'href="/units/{people.prefecture.pk}/"' in enter(people.users["superior"]).get(unit).text
    )
    assert (
        f'href="/units/{people.prefecture.pk}/"' not in enter(people.users["clerk"]).get(unit).text
    )


@pytest.mark.parametrize(("wanted", "names"), [("双拥办", 1), ("青溪", 0), ("", 0)])
def test_suggestions_stay_within_reach(people, enter, wanted, names):
    found = enter(people.users["clerk"]).get("/units/suggest/", {"q": wanted}).json()
    assert len(found["names"]) == names


def test_a_department_has_no_places(people, enter):
    bureau = make.unit(people.here.region, kind="gov_organ", superior=people.here)
    page = enter(make.user(at=bureau)).get("/units/places/")
    assert "您的岗位不按区划管辖" in page.text


def test_a_place_one_may_not_open_is_named_without_a_link(people, enter):
    bureau = make.unit(people.here.region, kind="gov_organ", superior=people.here)
    link = f'href="/units/places/{people.here.region_id}/"'
    assert link not in enter(make.user(at=bureau)).get(f"/units/{bureau.pk}/").text
    assert link in enter(people.users["clerk"]).get(f"/units/{bureau.pk}/").text

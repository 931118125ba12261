"""Two persons side by side, which becomes which, and the way back."""

import pytest

from tests import make
from tests.web import world as worlds
from tests.web.access.people import double
from yushui.people.lifecycle import DoubleState
from yushui.people.models import Double, Household, Merge, Person


@pytest.fixture
def world(db):
    return worlds.build()


@pytest.fixture
def clerk(world, enter):
    return enter(world.users["clerk"])


def of(pair):
    return f"/people/persons/{pair.first_id}/same/{pair.second_id}/"


def test_the_entry_with_the_larger_family_stays(world, clerk):
    pair = double(world)
    make.person(pair.second.household, name="王小明")
    page = clerk.get(of(pair)).content.decode()
    assert page.index(f"并入：{pair.first.name}") > page.index(f"保留：{pair.second.name}")
    clerk.post(of(pair), {"answer": "merge"})
    assert Merge.objects.get().person == pair.second
    assert not Household.objects.filter(pk=pair.first.household_id).exists()


def test_the_clerk_says_whose_word_stays(world, clerk):
    pair = double(world)
    Person.objects.filter(pk=pair.second_id).update(name="王建囯")
    assert 'name="keep_name"' in clerk.get(of(pair)).content.decode()
    clerk.post(of(pair), {"answer": "merge", "keep_name": "gone"})
    assert Person.objects.get(pk=pair.first_id).name == "王建囯"


def test_after_a_pair_comes_the_next(world, clerk):
    pair, other = double(world), double(world)
    answer = clerk.post(of(pair), {"answer": "two"})
    assert answer.url == of(other)
    assert Double.objects.get(pk=pair.pk).state == DoubleState.DISMISSED
    assert clerk.post(of(other), {"answer": "merge"}).url == "/people/doubles/"


def test_an_answer_that_is_none_changes_nothing(world, clerk):
    pair = double(world)
    page = clerk.post(of(pair), {"answer": "perhaps"}).content.decode()
    assert "请选择是同一人，还是两个人" in page
    assert not Merge.objects.exists()


def test_two_households_are_shown_and_merged(world, clerk):
    kept, gone = make.household(world.village), make.household(world.village, head="王建军")
    at = f"/people/{kept.pk}/merge/?code={gone.code}"
    assert "王建军" in clerk.get(at).content.decode()
    clerk.post(at, {"keep_head_name": "gone"})
    kept.refresh_from_db()
    assert kept.head_name == "王建军"
    assert not Household.objects.filter(pk=gone.pk).exists()


def test_a_code_nobody_has_is_said(world, clerk):
    home = make.household(world.village)
    assert (
        "没有家庭编号是“X1”的另一户"
        in clerk.get(f"/people/{home.pk}/merge/?code=X1").content.decode()
    )


class TestTwoThatTheSearchDidNotFind:
    @pytest.fixture
    def two(self, world):
        """One person by two names that nothing connects, in two families."""
        homes = make.household(world.village), make.household(world.village, head="欧阳小梅")
        return make.person(homes[0]), make.person(homes[1], name="欧阳小梅", age=30)

    def test_the_family_page_leads_to_the_search(self, clerk, two):
        kept, _ = two
        page = clerk.get(f"/people/{kept.household_id}/").text
        assert f'href="/people/{kept.household_id}/merge/?person={kept.pk}"' in page

    def test_a_member_is_put_beside_somebody_found_by_name(self, clerk, two):
        kept, other = two
        at = f"/people/{kept.household_id}/merge/"
        page = clerk.get(at, {"person": kept.pk, "q": "欧阳"}).text
        beside = f"/people/persons/{kept.pk}/same/{other.pk}/"
        assert f'href="{beside}"' in page
        clerk.post(beside, {"answer": "merge"})
        assert Merge.objects.get().person == kept

    @pytest.mark.parametrize("by", ["name", "code"])
    def test_a_family_is_put_beside_another(self, clerk, two, by):
        kept, other = (one.household for one in two)
        wanted = "欧阳小梅" if by == "name" else other.code
        page = clerk.get(f"/people/{kept.pk}/merge/", {"q": wanted}).text
        assert page.count(f"/people/{kept.pk}/merge/?code={other.code}") == 1

    def test_nobody_is_their_own_opposite(self, clerk, two):
        kept, _ = two
        page = clerk.get(f"/people/{kept.household_id}/merge/", {"person": kept.pk, "q": "王建国"})
        assert "没有找到“王建国”的另一人" in page.text

    def test_only_who_may_be_corrected_is_offered(self, world, enter, two):
        kept, other = two
        away = make.household(make.region(make.region(level=4)), head="欧阳小梅")
        make.person(away, name="欧阳小梅")
        page = enter(world.users["clerk"]).get(f"/people/{kept.household_id}/merge/?q=欧阳").text
        assert (other.household.code in page, away.code in page) == (True, False)


def test_parting_asks_for_the_reason(world, clerk):
    pair = double(world)
    clerk.post(of(pair), {"answer": "merge"})
    at = f"/people/merges/{Merge.objects.get().pk}/part/"
    assert clerk.post(at, {"reason": " "}).status_code == 422
    clerk.post(at, {"reason": "是堂兄弟"})
    assert Person.objects.filter(pk=pair.second_id).exists()
    assert "是堂兄弟" in clerk.get("/people/merges/").content.decode()
    assert clerk.get(at).status_code == 404


class TestWhoCameToAnEntryThatIsNoMore:
    """A second tab, a bookmark, a card with a code on it."""

    PAGES = (
        "/people/{household}/",
        "/people/{household}/edit/",
        "/people/{household}/add/",
        "/people/{household}/contact/",
        "/people/{household}/card/",
        "/people/{household}/merge/",
        "/people/persons/{person}/edit/",
        "/people/persons/{person}/standing/",
        "/people/persons/{person}/records/",
        "/people/persons/{person}/same/{other}/",
        "/people/persons/{other}/same/{person}/",
    )

    @pytest.fixture
    def pair(self, world, clerk):
        pair = double(world)
        clerk.post(of(pair), {"answer": "merge"})
        return pair

    def paths(self, pair):
        told = {"household": pair.second.household_id, "person": pair.second_id}
        return [one.format(**told, other=pair.first_id) for one in self.PAGES]

    def test_is_told_into_which_it_went(self, clerk, pair):
        for path in self.paths(pair):
            page = clerk.get(path)
            assert page.status_code == 410, path
            assert "已由" in page.text
            assert f'href="/people/{pair.first.household_id}/"' in page.text

    def test_and_that_nothing_was_saved(self, clerk, pair):
        page = clerk.post(f"/people/persons/{pair.second_id}/edit/", {"name": "王建囯"})
        assert page.status_code == 410
        assert "没有保存" in page.text

    def test_is_led_to_where_the_other_went_since(self, world, clerk, pair):
        third = make.person(make.household(world.village), name="王建囯")
        make.person(third.household)
        clerk.post(f"/people/persons/{pair.first_id}/same/{third.pk}/", {"answer": "merge"})
        for path in self.paths(pair)[:1]:
            assert f'href="/people/{third.household_id}/"' in clerk.get(path).text

    def test_learns_nothing_elsewhere(self, world, enter, pair):
        stranger = enter(world.users["neighbour"])
        assert {stranger.get(path).status_code for path in self.paths(pair)} <= {403, 404}

    def test_finds_it_again_when_the_two_are_parted(self, clerk, pair):
        clerk.post(f"/people/merges/{Merge.objects.get().pk}/part/", {"reason": "是堂兄弟"})
        assert {clerk.get(path).status_code for path in self.paths(pair)[:4]} == {200}

    def test_a_number_nobody_had_is_not_found(self, clerk, pair):
        assert clerk.get("/people/999999/").status_code == 404

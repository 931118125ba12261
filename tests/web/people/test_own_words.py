"""本人心声 on the pages: on its own page for two units, and nowhere else at all (S1-40, S3-21)."""

import io
import zipfile

import pypdfium2
import pytest

from tests import make
from tests.web import access
from tests.web.access.own_words import heard
from tests.web.access.papers import named
from tests.web.world import CAST
from yushui.audit.models import Event
from yushui.kernel import clock
from yushui.people.models import OwnWords
from yushui.visits import actions as visits
from yushui.visits.calls import Call, Companion


TEXT = "盼着孙子考上军校，怕自己等不到。"
SEEING = {"clerk", "town", "worker"}  # of the township that heard it, and of the county above


@pytest.fixture
def home(people):
    """A family with somebody to call, so that every paper of it can be printed."""
    return named(people).household


@pytest.fixture
def words(people, home):
    return heard(people, home, TEXT)


def told(response):
    """What an answer says, whatever kind of file it is."""
    content = response.getvalue()
    if content[:4] == b"%PDF" and b"startxref" in content:  # some stand in for one
        with pypdfium2.PdfDocument(content) as document:
            return "".join(page.get_textpage().get_text_bounded() for page in document)
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            content = b"".join(parts.read(name) for name in parts.namelist())
    return content.decode(errors="replace")


@pytest.mark.parametrize("who", CAST)
def test_the_family_page_tells_of_it_whom_it_concerns(enter, people, home, words, who):
    page = enter(people.users.get(who)).get(f"/people/{home.pk}/").text
    assert (f"/people/words/{words.pk}/" in page) is (who in SEEING)
    assert TEXT not in page
    if who in ("leader", "audit", "neighbour"):
        assert "本人心声" not in page


@pytest.mark.parametrize("who", CAST)
def test_whoever_may_reads_it_by_a_press_that_leaves_a_trace(enter, people, words, who):
    client, address = enter(people.users.get(who)), f"/people/words/{words.pk}/"
    assert TEXT not in client.get(address).text
    assert (TEXT in client.post(address).text) is (who in SEEING)
    read = Event.objects.filter(kind="people.own_words_read")
    assert read.count() == (1 if who in SEEING else 0)


@pytest.mark.thorough  # opens every address there is
def test_no_other_address_says_a_word_of_it(enter, full_world):
    """Every page, list, paper and export there is, for one who may read it and for two others."""
    heard(full_world, full_world.things["home"], TEXT)
    clients = [enter(full_world.users[who]) for who in ("town", "superior", "audit")]
    rows = [row for row in access.gather("ACCESS").values() if row.method == "get"]
    answers = [told(client.get(full_world.path(row.path))) for row in rows for client in clients]
    assert any(full_world.things["home"].head_name in one for one in answers)
    assert not [one for one in answers if TEXT[:6] in "".join(one.split())]


@pytest.mark.parametrize("address", ["card/", "file/"])
def test_no_paper_of_the_family_says_a_word_of_it(enter, people, home, words, address):
    paper = told(enter(people.users["town"]).get(f"/people/{home.pk}/{address}"))
    assert home.code in "".join(paper.split())
    assert TEXT[:6] not in "".join(paper.split())


def test_it_is_not_found(enter, people, home, words):
    clerk = enter(people.users["town"])
    for typed in (TEXT, TEXT[:6], "孙子"):
        for answer in (
            clerk.get("/people/search/", {"q": typed}),
            clerk.post("/people/search/suggest/", {"q": typed}),
            clerk.get("/people/", {"address": typed}),
        ):
            assert f"/people/{home.pk}/" not in answer.text


def test_the_trail_says_who_read_it_and_not_what(enter, people, words):
    enter(people.users["town"]).post(f"/people/words/{words.pk}/")
    page = enter(people.users["audit"]).get("/trail/").text
    assert "查看本人心声" in page
    assert TEXT not in page


def test_it_is_written_down_once_from_a_phone(enter, people, home):
    worker, address = enter(people.users["worker"]), f"/people/{home.pk}/words/"
    page = worker.get(address)
    assert "只有石桥镇" in page.text
    sent = {
        "person": home.persons.get().pk,
        "said_on": clock.today().isoformat(),
        "text": TEXT,
        "uid": page.context["form"]["uid"].value(),
    }
    assert [worker.post(address, sent).status_code for _ in range(2)] == [302, 302]
    words = OwnWords.objects.get()
    assert (words.unit, words.person) == (people.township, home.persons.get())
    assert TEXT in worker.post(f"/people/words/{words.pk}/").text


def test_it_is_offered_beside_a_visit(enter, people, home):
    visit = visits.record(
        campaign=make.campaign(people.here),
        unit=people.township,
        household=home,
        persons=list(home.persons.all()),
        call=Call(clock.today(), [Companion("张明")]),
        by=people.users["worker"].actor,
    )
    link = f"/people/{home.pk}/words/"
    assert link in enter(people.users["worker"]).get(f"/visits/{visit.pk}/").text
    assert link not in enter(people.users["leader"]).get(f"/visits/{visit.pk}/").text


def test_what_reads_like_a_secret_comes_back_to_be_looked_at(enter, people, home):
    worker, address = enter(people.users["worker"]), f"/people/{home.pk}/words/"
    assert "我已核对" not in worker.get(address).text
    sent = {
        "said_on": clock.today().isoformat(),
        "text": "儿子在第5旅，盼他早回。",
        "uid": "0" * 32,
    }
    refused = worker.post(address, sent)
    assert (refused.status_code, "我已核对" in refused.text) == (422, True)
    assert worker.post(address, sent | {"is_cleared": "on"}).status_code == 302


def test_at_the_persons_wish_it_is_gone(enter, people, home, words):
    town = enter(people.users["town"])
    town.post(f"/people/words/{words.pk}/erase/")
    assert "本人要求删去" in town.get(f"/people/{home.pk}/").text
    assert "原话已经删去" in town.post(f"/people/words/{words.pk}/").text
    assert OwnWords.objects.get().sealed is None


def test_no_merge_counts_it(enter, people, home, words):
    other = named(people).household
    page = enter(people.users["clerk"]).get(f"/people/{other.pk}/merge/?code={home.code}").text
    assert "合并时一并转过去" in page
    assert "本人心声 1" not in page

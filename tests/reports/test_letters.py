"""Letters of condolence: who gets one and in which words, who is left out and why, both files."""

from datetime import date
from io import BytesIO

import docx
import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.reports.round import Round
from tests.reports.test_papers import text
from yushui.audit.models import Event
from yushui.files.models import StoredFile
from yushui.jobs import progress, worker
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.people import actions as people
from yushui.people.actions import Mailing
from yushui.people.models import Belonging, Household, Letter, Person, Printing
from yushui.reports import jobs, printing
from yushui.reports.papers import letters
from yushui.visits.models import Target


BEGUN = date(2026, 3, 1)
HOSTILE = '#read("/etc/passwd") *王* </w:t><w:p> $x$ \\ ]]>'

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def round_():
    return Round()


@pytest.fixture
def village(round_):
    return make.region(round_.town.region, name="前进村")


@pytest.fixture
def clerk(round_, user):
    return user.actor


@pytest.fixture
def user(round_):
    return make.user("clerk", round_.town, name="方文静")


@pytest.fixture
def home(village):
    home = make.household(village)
    make.person(home)
    return home


def write(round_, clerk, **said):
    return people.write_letter(
        round_.town.region, name="八一慰问信", words=make.words(**said), by=clerk
    ).wordings.get()


def ask(round_, clerk, wording=None, **to):
    wording = wording or write(round_, clerk)
    return printing.ask_letters(wording, round_.town.region, to=Mailing(**to), by=clerk)


def now(one):
    return Printing.objects.select_related("region", "file").get(pk=one.pk)


def printed(round_, clerk, wording=None, **to):
    """What came out, and the printing as it stands."""
    one = ask(round_, clerk, wording, **to)
    worker.run_pending()
    done = now(one)
    if done.file is None:
        return done.setback, done
    content = done.file.read()
    if done.form == "docx":
        document = docx.Document(BytesIO(content))
        cells = [cell.text for table in document.tables for cell in table._cells]
        return "\n".join([one.text for one in document.paragraphs] + cells), done
    return text(content), done


BOTH = pytest.mark.parametrize("form", ["pdf", "docx"])


@BOTH
def test_a_letter_says_to_each_family_its_own(round_, clerk, village, home, form):
    other = make.household(village, head="李秀兰")
    make.person(other, name="李秀兰", sex="2")
    wording = write(round_, clerk, body="值此{年度}年{节日}，向{县}{乡镇}{村}{户主}家问候。")
    said, done = printed(round_, clerk, wording, form=form)
    for word in (
        "尊敬的王建国先生：", "尊敬的李秀兰女士：",
        f"值此2026年八一建军节，向{round_.county.region.name}石桥镇前进村李秀兰家问候。",
        "临川县双拥工作领导小组", "临川县人民武装部", "2026年7月24日",
        "石桥镇前进村慰问信分发清单", home.code, other.code, "共2封",
    ):  # fmt: skip
        assert word in said.replace(" ", ""), word
    assert (done.state, done.printed_count, done.left_out_count) == ("printed", 2, 0)
    assert done.file.name.endswith(f"石桥镇慰问信.{form}")
    assert progress.current(jobs.key_of(done)).percent == 100


def test_the_print_leaves_a_trace_from_asking_to_fetching(round_, clerk, home):
    _, done = printed(round_, clerk)
    people.hand_out_printing(done, by=clerk)
    kinds = Event.objects.filter(kind__startswith="people.").order_by("pk")
    assert [event.kind.removeprefix("people.") for event in kinds] == [
        "letter_written", "printing_asked", "printing_finished", "printing_handed_out",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "why"),
    [("dead", "户主已故"), ("moved", "户主迁出"), ("suspended", "户主中止")],
)
def test_nobody_writes_to_a_head_who_is_dead_or_gone(round_, clerk, village, home, status, why):
    left = make.household(village, head="周国富")
    make.person(left, name="周国富", status=status, status_on=BEGUN)
    make.person(left, name="周小红", categories=())
    said, done = printed(round_, clerk)
    assert "尊敬的周国富" not in said
    assert "尊敬的周小红" not in said
    assert f"{why}，家庭档案里还没有换户主" in said
    assert (done.printed_count, done.left_out_count) == (1, 1)


def test_a_family_of_which_nobody_is_left_has_none(round_, clerk, village, home):
    gone = make.household(village, head="周国富")
    make.person(gone, name="周国富", status="dead", status_on=BEGUN)
    said, _ = printed(round_, clerk)
    assert "家里没有在册的人" in said


def test_a_head_whom_nobody_registered_as_a_person_is_written_to_by_name(round_, clerk, village):
    make.person(make.household(village, head="何大山"), name="何小山", categories=())
    said, _ = printed(round_, clerk)
    assert "尊敬的何大山同志：" in said


def test_a_letter_to_the_one_it_is_about_goes_to_the_living(round_, clerk, village, home):
    family = make.household(village, head="张老汉")
    make.person(family, name="张老汉", categories=())
    make.person(family, name="张卫国", status="dead", status_on=BEGUN)
    make.person(family, name="张卫红", sex="2")
    make.person(make.household(village, head="无类别"), name="无类别", categories=())
    said, done = printed(round_, clerk, addressee="named")
    assert "尊敬的张卫红女士：" in said
    assert "尊敬的张卫国" not in said
    assert "没有符合类别的在册人员" in said
    assert done.printed_count == 2


def test_categories_choose_families_by_who_holds_them_today(round_, clerk, village, home):
    over = make.household(village, head="过期")
    Belonging.objects.filter(person=make.person(over, name="过期")).update(until=BEGUN)
    dead = make.household(village, head="已故")
    make.person(dead, name="已故", status="dead", status_on=BEGUN)
    said, done = printed(round_, clerk, categories=("veteran",))
    assert (done.printed_count, done.left_out_count) == (1, 0)
    assert "过期" not in said
    with pytest.raises(RuleViolation, match="没有可以印慰问信的家庭"):
        ask(round_, clerk, categories=("martyr_survivor",))


def test_the_list_of_a_campaign_chooses_families_without_those_that_are_gone(
    round_, clerk, village, home
):
    for head, state in (("在名单", "unvisited"), ("已离开", "gone")):
        family = make.household(village, head=head)
        make.person(family, name=head)
        Target.objects.create(
            campaign=round_.campaign, household=family, region=village, unit=round_.town,
            state=state, left_as="dead" if state == "gone" else "",
        )  # fmt: skip
    said, done = printed(round_, clerk, campaign=round_.campaign)
    assert done.printed_count == 1
    assert "尊敬的在名单先生" in said


def test_a_field_that_a_family_cannot_fill_leaves_it_out(round_, clerk, home):
    homeless = make.household(round_.town.region, head="在镇上")
    make.person(homeless, name="在镇上")
    said, done = printed(round_, clerk, write(round_, clerk, body="向{村}问候。"))
    assert "档案里没有“村”" in said
    assert (done.printed_count, done.left_out_count) == (1, 1)


def test_where_no_letter_can_be_printed_the_reason_is_told(round_, clerk):
    make.person(make.household(round_.town.region))
    said, done = printed(round_, clerk, write(round_, clerk, body="向{村}问候。"))
    assert said == "选定的 1 户都印不出慰问信：档案里没有“村”。"
    assert (done.state, StoredFile.objects.count()) == ("given_up", 0)


def test_letters_and_lists_stand_in_the_order_of_a_walk(round_, clerk, village):
    late = make.region(round_.town.region, name="后进村")
    first, second = sorted([late, village], key=lambda place: place.path)
    for place, head in ((second, "丙"), (first, "乙"), (second, "丁"), (first, "甲")):
        make.person(make.household(place, head=head), name=head)
    said, _ = printed(round_, clerk)
    places = [said.index(f"尊敬的{head}先生") for head in "乙甲丙丁"]
    assert places == sorted(places)
    lists = [said.index(f"{place.name}慰问信分发清单") for place in (first, second)]
    assert lists == sorted(lists)
    assert lists[1] < places[0]


@BOTH
def test_what_looks_like_a_command_is_printed_as_it_reads(round_, clerk, village, home, form):
    Household.objects.filter(pk=home.pk).update(head_name=HOSTILE[:40], address=HOSTILE)
    wording = write(round_, clerk, body=HOSTILE)
    said, done = printed(round_, clerk, wording, form=form)
    assert done.state == "printed"
    assert "".join(HOSTILE.split()) in "".join(said.replace("\u200b", "").split())
    assert "root:" not in said


def test_rare_characters_and_long_names_are_printed(round_, clerk, village, home):
    for head in ("𬱖立新", "阿卜杜拉·买买提", "王\ue001"):
        make.person(make.household(village, head=head), name=head)
    said, done = printed(round_, clerk)
    assert "尊敬的𬱖立新先生" in said
    assert "尊敬的阿卜杜拉·买买提先生" in said
    assert "尊敬的王〓先生" in said
    assert done.blanks == "\ue001"


def test_letters_without_a_blank_break_before_the_edge(round_, clerk, home):
    """The last of the line is there: what runs off the paper would not be on the page."""
    _, done = printed(round_, clerk, write(round_, clerk, body="W" * 400 + "完。"))
    assert "完" in text(done.file.read())
    assert letters._breaking(["W" * 45])[0].count("\u200b") == 2
    assert letters._breaking(["王建国先生" * 20])[0].count("\u200b") == 0


def test_a_revision_is_a_new_edition_and_a_printing_keeps_to_its_own(round_, clerk, home):
    wording = write(round_, clerk, body="第一版。")
    one = ask(round_, clerk, wording)
    letter = people.revise_letter(
        wording.letter, edition=1, name="改过的", words=make.words(body="第二版。"), by=clerk
    )
    worker.run_pending()
    assert "第一版。" in text(now(one).file.read())
    assert [one.body for one in letter.wordings.order_by("edition")] == ["第一版。", "第二版。"]


def test_of_two_who_revise_the_same_edition_the_second_is_told(round_, clerk):
    letter = write(round_, clerk).letter
    people.revise_letter(Letter.objects.get(), edition=1, name="甲", words=make.words(), by=clerk)
    with pytest.raises(Conflict, match="刚刚被别人改过"):
        people.revise_letter(letter, edition=1, name="乙", words=make.words(), by=clerk)
    assert (Letter.objects.get().name, letter.wordings.count()) == ("甲", 2)


def test_a_township_prints_what_its_county_wrote_and_does_not_change_it(round_, clerk, home):
    county = make.actor("clerk", round_.county)
    letter = people.write_letter(round_.county.region, name="县里的", words=make.words(), by=county)
    assert list(Letter.objects.visible_to(clerk)) == [letter]
    said, _ = printed(round_, clerk, letter.wordings.get())
    assert "尊敬的王建国先生" in said
    with pytest.raises(NotPermitted):
        people.revise_letter(letter, edition=1, name="x", words=make.words(), by=clerk)


def test_nobody_writes_or_prints_for_another_place(round_, clerk, home):
    elsewhere = make.unit()
    stranger = make.actor("clerk", elsewhere)
    wording = write(round_, clerk)
    assert not Letter.objects.visible_to(stranger).exists()
    for attempt in (
        lambda: write(round_, stranger),
        lambda: ask(round_, stranger, wording),
        lambda: printing.ask_letters(wording, elsewhere.region, to=Mailing(), by=stranger),
    ):
        with pytest.raises(NotPermitted):
            attempt()


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ({"addressee": "x"}, "选择信写给谁"),
        ({"form": "xls"}, "选择文件种类"),
        ({"categories": ("x",)}, "不认识的人员类别“x”"),
    ],
    ids=str,
)
def test_a_choice_that_does_not_exist_is_refused(round_, clerk, home, to, told):
    with pytest.raises(RuleViolation, match=told):
        ask(round_, clerk, **to)


def test_too_many_at_once_are_refused_with_what_to_do(round_, clerk, home, monkeypatch):
    monkeypatch.setattr(letters, "LARGEST_BATCH", 0)
    with pytest.raises(RuleViolation, match="按乡镇（街道）或村（社区）分开印"):
        ask(round_, clerk)


def test_more_families_take_no_more_queries(round_, clerk, village, home):
    def counted():
        draft = Printing(
            region=round_.town.region, paper="letter", wording=wording, addressee="named"
        )
        with CaptureQueriesContext(connection) as asked:
            assert letters.first(draft)[0]
            list(letters._recipients(draft))
        return len(asked)

    wording = write(round_, clerk)
    one = counted()
    for number in range(8):
        make.person(make.household(village, head=f"王{number}"))
    assert counted() == one


@pytest.mark.parametrize(
    "wrong",
    [{"wording": None}, {"addressee": ""}, {"paper": "card"}],
    ids=str,
)
def test_the_database_refuses_a_letter_without_words_and_words_without_a_letter(
    round_, clerk, home, wrong
):
    one = ask(round_, clerk)
    with pytest.raises(IntegrityError):
        Printing.objects.filter(pk=one.pk).update(**wrong)


def test_a_letter_that_is_stopped_keeps_nothing(round_, clerk, home):
    one = ask(round_, clerk)
    people.give_up_printing(one, reason="方文静停止了。", by=clerk)
    worker.run_pending()
    assert (now(one).state, StoredFile.objects.count()) == ("given_up", 0)
    assert Person.objects.count() == 1

"""Which occasion, which year, which day."""

from datetime import date

import pytest

from tests.notices.reading.sources import source
from yushui.notices.reading import campaign
from yushui.notices.reading.structure import Head
from yushui.notices.reading.text import Piece


@pytest.mark.parametrize(
    ("name", "occasion", "festival_on"),
    [
        pytest.param("S0", "春节", date(2021, 2, 12), id="S0: named in the body only"),
        pytest.param("S1", "八一", date(2021, 8, 1), id="S1: year from the date of signature"),
        pytest.param("S2", "元旦春节", date(2020, 1, 25), id="S2: year from the title"),
        pytest.param("S3", "春节", date(2022, 2, 1), id="S3-38: not the document's year"),
        pytest.param("S4", "八一", date(2024, 8, 1), id="S4: year from the table's title"),
    ],
)
def test_the_source_notices(name: str, occasion: str, festival_on: date) -> None:
    found = source(name).campaign
    assert (found.occasion, found.festival_on) == (occasion, festival_on)
    assert found.year == festival_on.year


@pytest.mark.parametrize(
    ("title", "signed_on", "occasion", "year"),
    [
        ("关于做好2019年元旦、春节期间双拥工作的通知", date(2018, 12, 20), "元旦春节", 2019),
        ("关于做好二〇二三年春节走访慰问工作的通知", date(2022, 12, 29), "春节", 2023),
        ("关于做好建军节走访慰问工作的通知", date(2023, 7, 3), "八一", 2023),
        ("关于开展清明祭英烈活动的通知", date(2024, 3, 20), "清明", 2024),
        ("关于做好烈士纪念日活动的通知", date(2025, 9, 1), "烈士纪念日", 2025),
        ("关于做好国庆节期间走访慰问的通知", date(2020, 9, 15), "十一", 2020),
        ("关于做好春节期间走访慰问的通知", date(2020, 12, 28), "春节", 2021),
        ("关于加强基层双拥工作的意见", date(2020, 3, 6), None, None),
    ],
)
def test_the_title_decides(
    title: str, signed_on: date, occasion: str | None, year: int | None
) -> None:
    head = Head(kind="通知", title=title, title_span=None, signed_on=signed_on)
    found = campaign.read(head, [])
    assert (found.occasion, found.year) == (occasion, year)


def test_occasions_that_recur_say_nothing_about_this_notice() -> None:
    head = Head("意见", "关于加强双拥工作的意见", None, signed_on=date(2019, 3, 6))
    body = [Piece.of("二、走访制度。各县每年在春节、建军节期间各组织1次走访慰问。")]
    assert campaign.read(head, body).occasion is None


def test_a_year_outside_the_tables_leaves_the_day_open() -> None:
    head = Head("通知", "关于做好1998年春节期间双拥工作的通知", None)
    found = campaign.read(head, [])
    assert (found.occasion, found.year, found.festival_on) == ("春节", 1998, None)


def test_the_name_is_the_matter_of_the_title() -> None:
    title = "某县双拥办关于扎实做好“八一”期间双拥工作的通知"
    assert campaign.read(Head("通知", title, None), []).name == "“八一”期间双拥工作"

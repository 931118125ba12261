"""Photographs of a visit: bare of place and device, six at most, one for one visit (S4-35)."""

from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from tests import make
from tests.files import corpus
from tests.visits.place import Place
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.visits import actions
from yushui.visits.actions import pictures
from yushui.visits.models import Picture
from yushui.visits.queries import wants_pictures, without_pictures


class Shown(Place):
    def __init__(self):
        super().__init__()
        self.visit = self.record()

    def add(self, content=None, name="门口.png", visit=None, by=None, **said):
        told = {"caption": "送慰问信到家", **said}
        return pictures.add(
            visit or self.visit, name=name, content=content or corpus.picture(), by=by or self.by,
            **told,
        )  # fmt: skip


@pytest.fixture
def place():
    return Shown()


def located():
    """A photograph that says where it was taken, and on what."""
    buffer = BytesIO()
    image = Image.new("RGB", (40, 30), "green")
    exif = image.getexif()
    exif[0x010F] = "某某手机"
    exif.get_ifd(0x8825)[2] = (40.0, 30.0, 0.0)
    image.save(buffer, "JPEG", exif=exif)
    assert Image.open(BytesIO(buffer.getvalue())).getexif()
    return buffer.getvalue()


def test_place_and_device_are_left_behind(place):
    kept = place.add(located(), "门口.jpg").file.read()
    assert not Image.open(BytesIO(kept)).getexif()
    assert b"Exif" not in kept


HOSTILE = {
    "truncated": ("门口.png", corpus.picture()[:60], "已损坏"),
    "too many pixels": ("门口.png", corpus.huge_picture(), "异常|像素"),
    "an svg": ("门口.svg", b"<svg/>", "格式不能使用"),
    "an svg called png": ("门口.png", b"<svg/>", "不是有效的 png"),
    "a phone's heic": ("IMG_1.heic", b"\0\0\0\x18ftypheic", "请在手机上改存为 jpg"),
    "a heic called jpg": ("门口.jpg", b"\0\0\0\x18ftypheic", "不是有效的 jpeg"),
    "an archive called jpg": ("门口.jpg", corpus.workbook(), "内容却像是"),
    "empty": ("门口.png", b"", "是空的"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "says"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_photograph_is_refused_in_a_sentence(place, name, content, says):
    with pytest.raises(RuleViolation, match=says):
        pictures.add(place.visit, name=name, content=content, caption="门口", by=place.by)
    assert not Picture.objects.exists()


def test_what_is_hidden_behind_a_photograph_is_not_kept(place):
    polyglot = corpus.picture() + b"PK\x03\x04<script>alert(1)</script>"
    kept = place.add(polyglot).file.read()
    assert b"script" not in kept
    assert b"PK\x03\x04" not in kept


def test_six_at_most_and_a_place_becomes_free_again(place):
    added = [place.add(corpus.picture((20 + n, 10))) for n in range(6)]
    with pytest.raises(RuleViolation, match="最多 6 张"):
        place.add(corpus.picture((50, 10)))
    pictures.remove(added[2], by=place.by)
    assert place.add(corpus.picture((51, 10))).position == 3


def test_one_photograph_does_not_prove_two_visits(place):
    place.add()
    other = place.record(made_on=place.visit.made_on.replace(day=22))
    with pytest.raises(RuleViolation, match="已经用在一次走访上"):
        place.add(visit=other)


def test_a_caption_that_reads_like_a_secret_is_looked_at_again(place):
    with pytest.raises(RuleViolation) as refusal:
        place.add(caption="某合成旅三营官兵家属")
    assert refusal.value.field == "caption"
    assert place.add(caption="某合成旅三营官兵家属", is_cleared=True)


def test_only_who_may_change_the_visit_while_it_stands(place):
    with pytest.raises(NotPermitted):
        place.add(by=make.actor("worker", make.unit()))
    actions.cancel(place.visit, reason="登错", by=place.by)
    with pytest.raises(RuleViolation, match="已经撤销"):
        place.add()


def test_the_database_refuses_a_seventh(place):
    picture = place.add()
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.filter(pk=picture.pk).update(position=7)


def test_where_the_notice_demands_them_a_visit_without_is_not_done(place):
    assert not wants_pictures(place.campaign)
    make.duty(place.campaign, deliverables=["photos"])
    assert wants_pictures(place.campaign)
    place.target(state="visited", visit=place.visit)
    assert without_pictures(place.campaign, [place.office, place.township]) == {
        place.office.pk: 1,
        place.township.pk: 1,
    }
    place.add()
    assert without_pictures(place.campaign, [place.office]) == {place.office.pk: 0}

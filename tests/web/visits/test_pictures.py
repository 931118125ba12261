"""A photograph put in, shown and taken out on the page of its visit."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import make
from tests.files import corpus
from tests.visits.place import Place
from yushui.visits.models import Picture


@pytest.fixture
def place():
    return Place()


def put(client, visit, **changes):
    file = SimpleUploadedFile("门口.png", changes.pop("content", corpus.picture()))
    return client.post(
        f"/visits/{visit.pk}/pictures/", {"file": file, "caption": "送慰问信", **changes}
    )


def test_it_is_shown_small_and_taken_out(place, enter):
    client = enter(make.user("worker", place.township))
    visit = place.record()
    assert "可以添加 1 至 6 张" in client.get(f"/visits/{visit.pk}/").text
    assert put(client, visit).status_code == 302
    picture = Picture.objects.get()
    assert f"/visits/pictures/{picture.pk}/" in client.get(f"/visits/{visit.pk}/").text
    shown = client.get(f"/visits/pictures/{picture.pk}/")
    assert shown["Content-Type"] == "image/jpeg"
    client.post(f"/visits/pictures/{picture.pk}/remove/")
    assert not Picture.objects.exists()


def test_a_broken_one_comes_back_with_the_reason(place, enter):
    page = put(enter(make.user("worker", place.township)), place.record(), content=b"GIF89a")
    assert page.status_code == 422
    assert "不是有效的 png" in page.text


def test_the_page_says_that_the_notice_demands_them(place, enter):
    make.duty(place.campaign, deliverables=["photos"])
    page = enter(make.user("worker", place.township)).get(f"/visits/{place.record().pk}/")
    assert "通知要求走访附照片" in page.text

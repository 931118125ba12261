"""The page at the door, for a citation that cannot be brought yet."""

from django.urls import reverse

from tests import make
from tests.merits.place import Place


def test_one_that_is_not_ready_leads_to_its_own_page(enter):
    place = Place()
    citation = place.registered()
    page = enter(make.user("worker", place.township)).get(
        reverse("merits:deliver", args=[citation.pk])
    )
    shown = reverse("merits:show", args=[citation.pk])
    assert f'class="yu-button yu-button-primary" href="{shown}"' in page.content.decode()

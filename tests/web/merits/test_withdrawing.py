"""A citation is a paper of the unit that received it: nobody above ends it (ADR 0010)."""

import pytest
from django.urls import reverse

from tests import make
from tests.merits.place import Place
from yushui.kernel.errors import NotPermitted
from yushui.merits import actions
from yushui.territory.kinds import Level


pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Place()


def test_a_clerk_above_sees_a_citation_and_does_not_withdraw_it(place, enter):
    citation = place.verified()
    above = make.user("clerk", place.bureau[Level.PREFECTURE])
    client = enter(above)
    step = reverse("merits:step", args=[citation.pk, "withdraw"])
    assert step not in client.get(reverse("merits:show", args=[citation.pk])).text
    assert client.get(step).status_code == 403
    assert client.post(step, {"reason": "重复"}).status_code == 403
    with pytest.raises(NotPermitted):
        actions.withdraw(citation, reason="重复", by=above.actor)
    citation.refresh_from_db()
    assert citation.state == "verified"


def test_its_own_unit_withdraws_it(place, enter):
    citation = place.verified()
    client = enter(make.user("clerk", place.office))
    step = reverse("merits:step", args=[citation.pk, "withdraw"])
    assert step in client.get(reverse("merits:show", args=[citation.pk])).text
    client.post(step, {"reason": "重复"})
    citation.refresh_from_db()
    assert citation.state == "withdrawn"

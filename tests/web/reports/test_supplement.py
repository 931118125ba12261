"""What came after a report went out, on its own page (S0-59)."""

from datetime import timedelta

import pytest

from tests import make
from tests.reports.round import Round
from yushui.filings.models import Report


@pytest.fixture
def round_():
    made = Round()
    made.report = made.submitted()
    Report.objects.update(submitted_at=made.report.submitted_at - timedelta(hours=1))
    return made


def test_the_page_lists_both_and_leads_to_the_draft(round_, enter):
    round_.visit(money="200")
    client = enter(make.user("head", round_.town))
    assert "报送后有变动" in client.get(f"/reports/{round_.report.pk}/").text
    page = client.get(f"/reports/{round_.report.pk}/supplement/").text
    assert "+200.00" in page
    assert "补充：报送后登记的走访" in page
    answered = client.post(f"/reports/{round_.report.pk}/supplement/document/")
    assert answered["Content-Type"].endswith("wordprocessingml.document")

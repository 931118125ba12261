"""The page of one visit."""

from datetime import date

from tests import make
from yushui.visits import actions
from yushui.visits.calls import Call, Companion


def test_a_campaign_one_may_not_open_is_named_without_a_link(people, enter):
    """The armed forces department sees visits of its place, not what it was not sent."""
    campaign = make.campaign(people.here)
    home = make.household(people.village)
    visit = actions.record(
        campaign=campaign,
        unit=people.township,
        household=home,
        persons=[make.person(home)],
        call=Call(made_on=date(2026, 7, 20), participants=[Companion("田守业")]),
        by=make.actor("worker", people.township),
    )
    army = make.user(at=make.unit(people.here.region, kind="mil_department"))
    link = f'href="/campaigns/{campaign.pk}/"'
    page = enter(army).get(f"/visits/{visit.pk}/").text
    assert campaign.name in page
    assert link not in page
    assert link in enter(people.users["clerk"]).get(f"/visits/{visit.pk}/").text

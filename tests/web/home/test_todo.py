"""What is mine to do now, from the states things are in."""

from datetime import date

import pytest

from tests import make
from yushui.accounts.roles import AS_ONES_OWN_UNIT
from yushui.filings.models import Edition, Filing, Report
from yushui.kernel import clock
from yushui.notices.models import Item, Receipt
from yushui.territory.models import Unit
from yushui.visits.models import Occurrence, Target
from yushui.web.home.todo import todos
from yushui.web.http import own_units


TODAY = date(2026, 7, 25)


@pytest.fixture
def office():
    return make.unit(name="临川县双拥办")


def titles(unit, role="clerk", family="business"):
    return [todo.title for todo in todos(make.actor(role, unit), family)]


def edition(at, campaign):
    return Edition.objects.create(
        campaign=campaign, notice=make.notice(), unit=at, title="慰问统计表", state="open"
    )


def published(office):
    sent = make.notice(make.unit(), state="published", published_at=clock.now())
    return Receipt.objects.create(notice=sent, unit=office)


def draft_to_confirm(office):
    Item.objects.create(notice=make.notice(office), kind="deadline")


def assigned(office):
    make.assignment(make.duty(make.campaign()), to=office, due_on=TODAY)


def left_to_visit(office):
    home = make.household(office.region)
    Target.objects.create(campaign=make.campaign(), household=home, region=home.region, unit=office)


def struck(office):
    home = make.household(office.region)
    Occurrence.objects.create(
        household=home, region=home.region, office=office, kind="disaster", happened_on=TODAY,
        learned_on=TODAY, summary="房屋进水", opened_at=clock.now(), opened_by_name="李文",
    )  # fmt: skip


def table_to_fill(office):
    Filing.objects.create(edition=edition(make.unit(), make.campaign()), unit=office)


def table_to_review(office):
    below = make.unit(superior=make.unit(superior=office))  # the issuer answers, not who is between
    Filing.objects.create(
        edition=edition(office, make.campaign(office)),
        unit=below,
        state="submitted",
        submitted_at=clock.now(),
        digest="d",
    )


def report(unit, **values):
    return Report.objects.create(
        campaign=make.campaign(), unit=unit, recipient="市双拥办", title="专题报告",
        updated_at=clock.now(), **values,
    )  # fmt: skip


def report_to_review(office):
    sender = make.unit(superior=make.unit())
    report(sender, receiver=office, state="submitted", submitted_at=clock.now())


@pytest.mark.parametrize(
    ("arrange", "starts"),
    [
        (published, "签收："),
        (draft_to_confirm, "确认并下达："),
        (assigned, "办理任务："),
        (left_to_visit, "走访慰问："),
        (struck, "遇事走访："),
        (table_to_fill, "填报："),
        (table_to_review, "审核："),
        (report, "起草："),
        (report_to_review, "审阅："),
    ],
)
def test_each_thing_to_do_is_named(office, arrange, starts):
    assert titles(office) == []
    arrange(office)
    [title] = titles(office)
    assert title.startswith(starts)


@pytest.mark.parametrize("arrange", [published, assigned, left_to_visit, table_to_fill, report])
def test_what_a_subordinate_has_to_do_is_not_mine(office, arrange):
    arrange(make.unit(superior=office))
    assert titles(office) == []


@pytest.mark.parametrize("arrange", [table_to_review, report_to_review])
def test_what_another_asked_for_is_answered_by_the_other(office, arrange):
    arrange(make.unit(superior=office))
    assert titles(office) == []


@pytest.mark.parametrize("arrange", [published, assigned, left_to_visit, table_to_fill, report])
def test_somebody_who_only_looks_has_nothing_to_do(office, arrange):
    arrange(office)
    assert titles(office, "leader") == []


@pytest.mark.parametrize("permission", sorted(AS_ONES_OWN_UNIT))
def test_what_is_asked_about_is_what_one_may_do(people, permission):
    for user in people.users.values():
        own = own_units(user.actor, permission)
        allowed = Unit.objects.filter(user.actor.scope(permission).own_units())
        assert set(own) <= set(allowed.values_list("pk", flat=True))


def test_what_is_late_or_came_back_comes_first(office):
    assigned(office)
    table_to_fill(office)
    Filing.objects.create(
        edition=edition(make.unit(), make.campaign()), unit=office, state="returned", reason="有误"
    )
    make.assignment(make.duty(make.campaign()), to=office, due_on=date(2026, 7, 20))
    tones = [todo.tone for todo in todos(make.actor("clerk", office), "business")]
    assert tones == ["bad", "bad", "wait", "wait"]


def test_assignments_of_one_campaign_are_one_line(office):
    campaign = make.campaign()
    for day in (20, 28):
        make.assignment(make.duty(campaign), to=office, due_on=date(2026, 7, day))
    [todo] = todos(make.actor("clerk", office), "business")
    assert todo.detail == "还有 2 项没有办结，其中 1 项逾期"
    assert todo.due_on == date(2026, 7, 20)


def test_the_security_administrator_is_told_of_accounts_without_a_post(office):
    idle = make.user()
    idle.unit = office
    idle.save()
    make.user(at=office)
    assert titles(office, "security", "security") == ["授予岗位：1 个账号"]


def test_the_page_costs_the_same_however_much_there_is(office, enter, django_assert_num_queries):
    client = enter(make.user(at=office))
    client.get("/")
    arrangements = (
        published,
        struck,
        draft_to_confirm,
        assigned,
        left_to_visit,
        table_to_fill,
        report,
    )
    for arrange in arrangements:
        arrange(office)
    with django_assert_num_queries(22):  # session, user, posts, eighteen questions, campaigns
        client.get("/")
    for arrange in arrangements * 3:
        arrange(office)
    with django_assert_num_queries(22):
        client.get("/")

"""Money to those on the regular allowance of a county: one list waits for its approver.

Some accounts are odd and some are missing, as they are, so that there is something to decide.
"""

from datetime import date
from decimal import Decimal
from uuid import UUID

from yushui.accounts.models import User
from yushui.demonstration.season import Season
from yushui.funds import listing
from yushui.funds.actions import batches, standards
from yushui.funds.proposing import StandardFacts
from yushui.people import actions as people
from yushui.people import categories
from yushui.people.actions import AccountFacts
from yushui.people.models import Person
from yushui.territory.models import Region, Unit


WITHOUT_EVERY, STRANGE_EVERY, SHARED_EVERY = 60, 97, 131
SINCE, CUT_OFF = date(2026, 1, 12), date(2026, 7, 20)
OP_ID = UUID("6b1f0a52-5d0e-4c1a-9b43-0d6f5c1e2026")
BANK = "鹿鸣农村商业银行"


def pay(story: Season, county: Region, office: Unit) -> str:
    """Accounts, a standard and a list that was handed in for approval."""
    by = User.objects.get(username="luming-jingban").actor
    held = categories.expand(["regular_allowance"])
    meant = Person.objects.within(county).alive().filter(belongings__category__in=held).distinct()
    found = list(meant.select_related("household__region").order_by("pk"))
    given = sum(_account(number, person, story) for number, person in enumerate(found, start=1))
    standard = standards.set_standard(
        office,
        facts=StandardFacts(
            name="2026年八一慰问金",
            categories=["regular_allowance"],
            amount=Decimal(50),
            source="为领取国家定期抚恤补助的优抚对象发放慰问金，每人50元，打卡发放",
            document="鹿双拥办〔2026〕6号",
            since=date(2026, 7, 1),
            until=date(2026, 8, 31),
            occasion="八一",
        ),
        by=by,
    )
    batch = batches.prepare_batch(
        story.round, unit=office, standard=standard, cut_off_on=CUT_OFF, op_id=OP_ID, by=by
    )
    made = listing.made(batch)
    batches.submit_batch(batches.fill_batch(batch, made=made, by=by), by=by)
    return f"收款账户 {given} 个，发放名单 {len(made.lines)} 人，待认定 {len(made.doubts)} 人"


def _account(number: int, person: Person, story: Season) -> int:
    if number % WITHOUT_EVERY == 0:
        return 0
    holder = "赵立本" if number % STRANGE_EVERY == 0 else person.name
    same = number - 1 if number % SHARED_EVERY == 0 else number
    facts = AccountFacts(holder, f"6299{same:015}", BANK)
    people.set_account(person, facts=facts, since=SINCE, by=story.by)
    return 1

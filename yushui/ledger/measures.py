"""What is counted (指标). A figure anywhere is a sum of postings of one of these measures."""

from django.db import models


class Measure(models.TextChoices):
    """Additive by construction: a `…_reached` measure posts once per subject and campaign."""

    PERSONS_REACHED = "persons", "走访慰问人数"
    HOUSEHOLDS_REACHED = "households", "走访慰问户数"
    VISITS_MADE = "visits", "走访次数"
    HOME_VISITS = "home_visits", "入户走访次数"
    CASH = "cash", "发放慰问金"
    GIFTS = "gifts", "慰问品折算经费"
    TROOPS_REACHED = "troops", "走访慰问部队数"
    TROOPS_CASH = "troops_cash", "慰问部队慰问金"
    TROOPS_GIFTS = "troops_gifts", "慰问部队慰问品折款"
    HEAD_VISITS = "head_visits", "主要负责同志入户走访户数"
    LEADER_VISITS = "leader_visits", "负责同志入户走访户数"
    REQUESTS_HEARD = "requests", "了解困难诉求件数"
    GROUP_VISITS = "group_visits", "集中慰问场次"
    EVENT_VISITS = "event_visits", "遇事走访次数"
    COUPLETS = "couplets", "送春联份数"
    PICTURES = "pictures", "送年画份数"
    LETTERS = "letters", "送慰问信份数"
    PERSONS_PAID = "persons_paid", "发放慰问金人数"
    # What came in less what was passed on and given back: added up over a whole tree, what came
    # into it from outside. Only here may a posting of money be negative and no reversal.
    FUNDS = "funds", "到账资金"
    CITATIONS = "citations", "送达喜报份数"
    PRIZES = "prizes", "发放立功奖励金"
    PLAQUES = "plaques", "悬挂光荣牌块数"


# These count a subject once in a campaign: a person, a household, a garrison unit.
CLAIMED = (
    Measure.PERSONS_REACHED,
    Measure.HOUSEHOLDS_REACHED,
    Measure.TROOPS_REACHED,
    Measure.HEAD_VISITS,
    Measure.LEADER_VISITS,
    Measure.PERSONS_PAID,
)

# Measured in fen; every other measure is a number of things.
MONEY = frozenset(
    {
        Measure.CASH,
        Measure.GIFTS,
        Measure.TROOPS_CASH,
        Measure.TROOPS_GIFTS,
        Measure.FUNDS,
        Measure.PRIZES,
    }
)
# What of it is spent; the rest is money that moves between units.
SPENT = MONEY - {Measure.FUNDS}

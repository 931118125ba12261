"""The life of a citation and of a plaque, as tables."""

from django.db import models

from yushui.kernel.lifecycle import Lifecycle


class State(models.TextChoices):
    RECEIVED = "received", "已接收"
    REGISTERED = "registered", "已登记"
    VERIFIED = "verified", "已核实"
    ASSIGNED = "assigned", "待送达"
    DELIVERED = "delivered", "已送达"
    FED_BACK = "fed_back", "已反馈"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已作废"


BEFORE_DELIVERY = (State.RECEIVED, State.REGISTERED, State.VERIFIED, State.ASSIGNED)
REACHED = (State.DELIVERED, State.FED_BACK)
OFF_THE_WAY = (State.RETURNED, State.WITHDRAWN)

# A citation that the senders have to put right goes back to them and may come again; one that was
# entered by mistake, or whose order was revoked, ends. What was delivered is first taken back.
LIFECYCLE = Lifecycle(
    {
        "register": ([State.RECEIVED, State.REGISTERED], State.REGISTERED),
        "verify": ([State.REGISTERED], State.VERIFIED),
        "assign": ([State.VERIFIED, State.ASSIGNED], State.ASSIGNED),
        "deliver": ([State.ASSIGNED], State.DELIVERED),
        "feed_back": ([State.DELIVERED], State.FED_BACK),
        "take_back": (REACHED, State.ASSIGNED),
        "send_back": (BEFORE_DELIVERY, State.RETURNED),
        "resume": ([State.RETURNED], State.RECEIVED),
        "withdraw": ([*BEFORE_DELIVERY, State.RETURNED], State.WITHDRAWN),
    },
    labels={
        "register": "登记",
        "verify": "核实",
        "assign": "分派",
        "deliver": "送达",
        "feed_back": "反馈",
        "take_back": "撤回送达",
        "send_back": "退回",
        "resume": "重新接收",
        "withdraw": "作废",
    },
)


class PlaqueState(models.TextChoices):
    HUNG = "hung", "悬挂中"
    DAMAGED = "damaged", "待更换"
    WITHDRAWN = "withdrawn", "已收回"
    VOID = "void", "登记有误"


# Of a family there is one at most that is none of these mistakes; even one that was taken away
# stands for the family, because it is the one that may be restored.
PLAQUE = Lifecycle(
    {
        "move": ([PlaqueState.HUNG, PlaqueState.DAMAGED], PlaqueState.HUNG),
        "damage": ([PlaqueState.HUNG], PlaqueState.DAMAGED),
        "replace": ([PlaqueState.HUNG, PlaqueState.DAMAGED], PlaqueState.HUNG),
        "withdraw": ([PlaqueState.HUNG, PlaqueState.DAMAGED], PlaqueState.WITHDRAWN),
        "restore": ([PlaqueState.WITHDRAWN], PlaqueState.HUNG),
        "void": ([PlaqueState.HUNG, PlaqueState.DAMAGED], PlaqueState.VOID),
    },
    labels={
        "move": "移挂",
        "damage": "登记损坏",
        "replace": "更换",
        "withdraw": "收回",
        "restore": "恢复",
        "void": "作废",
    },
)


class Rank(models.TextChoices):
    """Duty grade of those who bring a citation, highest first (S0-31).

    The first is for local rules alone: leaders of the party committee or the government.
    """

    LEADERSHIP = "leadership", "党政领导同志"
    HEAD = "head", "主要负责同志"
    LEADER = "leader", "负责同志"
    STAFF = "staff", "有关同志"


class Home(models.TextChoices):
    """Whose home the soldier names; there is one (送喜报工作办法)."""

    PARENTS = "parents", "父母家"
    SPOUSE = "spouse", "配偶家"
    RAISER = "raiser", "抚养人家"

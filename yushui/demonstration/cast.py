"""The accounts of the demonstration: every role, at every level, in both lanes."""

from collections.abc import Sequence
from dataclasses import dataclass

from yushui.accounts import actions
from yushui.accounts.actor import Actor
from yushui.accounts.appointing import ADMINISTRATORS, appoint
from yushui.accounts.models import User
from yushui.accounts.roles import Family
from yushui.kernel.errors import RuleViolation
from yushui.territory.models import Unit
from yushui.territory.system import SYSTEM


PASSWORD = "yushui-demo-2026"  # noqa: S105 -- printed at every start; the people are made up


@dataclass(frozen=True)
class Part:
    username: str
    full_name: str
    role: str
    unit: str  # its name, or the beginning of it
    about: str


CAST = (
    Part("shi-zhuren", "周明远", "head", "青川市双拥工作领导小组办公室", "市双拥办主任"),
    Part("shi-jingban", "林晓舟", "clerk", "青川市双拥工作领导小组办公室", "市双拥办经办人"),
    Part("shi-lingdao", "沈国栋", "leader", "青川市双拥工作领导小组办公室", "市领导，只看不改"),
    Part("sheng-jingban", "顾云帆", "clerk", "云泽省双拥工作领导小组办公室", "省双拥办经办人"),
    Part("junfenqu", "韩立军", "clerk", "青川军分区政治工作处", "军分区政治工作处"),
    Part("luming-zhuren", "何建平", "head", "鹿鸣县双拥工作领导小组办公室", "县双拥办主任"),
    Part("luming-jingban", "苏雅琴", "clerk", "鹿鸣县双拥工作领导小组办公室", "县双拥办经办人"),
    Part("luming-ju", "邓志刚", "clerk", "鹿鸣县退役军人事务局", "县退役军人事务局经办人"),
    Part("luming-kuaiji", "温素琴", "cashier", "鹿鸣县双拥工作领导小组办公室", "县双拥办财务人员"),
    Part("luming-renwubu", "罗海峰", "clerk", "鹿鸣县人民武装部", "县人武部"),
    Part("luming-zhengwei", "雷振国", "head", "鹿鸣县人民武装部", "县人武部负责人"),
    Part("luming-caizheng", "丁慧敏", "clerk", "鹿鸣县财政局", "成员单位经办人"),
    Part("linxi-jingban", "方文静", "clerk", "临溪区双拥工作领导小组办公室", "区双拥办经办人"),
    Part("wanghai-jingban", "海一鸣", "clerk", "望海市双拥工作领导小组办公室", "直报省里的县级市"),
    Part("bailu-zhuren", "田守业", "head", "白鹭镇", "镇主要领导"),
    Part("bailu-jingban", "江文博", "clerk", "白鹭镇", "镇经办人"),
    Part("bailu-zoufang", "孟春燕", "worker", "白鹭镇", "镇走访员（手机）"),
    Part("songfeng-zoufang", "夏雨晴", "worker", "松风镇", "镇走访员（手机）"),
    Part("cun-zoufang", "钱满仓", "worker", "白鹭镇退役军人服务站", "服务站走访员"),
    Part("budui", "石磊", "worker", "驻鹿鸣部队甲", "驻地部队联络员"),
)


def appear(tops: Sequence[Unit]) -> list[tuple[Part, User]]:
    """Make the three administrators and, by their hands, everybody else."""
    administrators = {family: _appoint(family, tops) for family in ADMINISTRATORS}
    system, security = administrators[Family.SYSTEM].actor, administrators[Family.SECURITY].actor
    return [(part, _enter(part, system, security)) for part in CAST]


def _appoint(family: Family, tops: Sequence[Unit]) -> User:
    issued = appoint(username=family.value, full_name="", family=family, units=tops, by=SYSTEM)
    return _with_the_password(issued.user)


def _with_the_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    return user


def _enter(part: Part, system: Actor, security: Actor) -> User:
    unit = Unit.objects.filter(name=part.unit).order_by("path").first()
    if unit is None:
        raise RuleViolation(f"演示里没有单位“{part.unit}”。")
    user = actions.create_user(
        username=part.username, full_name=part.full_name, unit=unit, by=system
    ).user
    actions.grant_post(user, role=part.role, unit=unit, by=security)
    return _with_the_password(user)


def as_text() -> str:
    """The accounts as they are printed at every start."""
    lines = [f"演示账号（口令都是 {PASSWORD}）："]
    lines += [f"  {part.username:<18}{part.full_name}　{part.about}" for part in CAST]
    lines += [f"  {family.value:<18}{family.label}" for family in ADMINISTRATORS]
    return "\n".join(lines)

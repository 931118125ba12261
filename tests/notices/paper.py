"""A short notice of a made-up county, and the county it goes to."""

from tests import make
from yushui.notices import actions
from yushui.notices.models import Item, Notice
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Unit


TEXT = """临川县双拥工作领导小组办公室
关于做好“八一”期间走访慰问工作的通知

临双拥办〔2026〕7号

各乡镇（街道）、县直各部门、驻临部队：
为做好2026年“八一”建军节期间双拥工作，现将有关事项通知如下：
一、各乡镇（街道）要对辖区三属、一至六级残疾军人全覆盖走访慰问，主要领导和分管领导分别带头入户慰问至少1户。
二、驻临部队要集中力量为驻地群众办1至2件有影响的实事好事。
三、各乡镇（街道）、县直各部门请于8月10日前将走访慰问情况报县双拥办。联系人：陈芳，电话：0999-8123456。
建议各民主党派结合实际参照执行。

附件：“八一”期间走访慰问情况统计表

临川县双拥工作领导小组办公室
2026年7月10日

抄送：云泽市双拥办
"""


def county() -> Unit:
    """An office with two townships, a department and a garrison unit below it."""
    city = make.unit(make.region(name="云泽市", level=Level.PREFECTURE), name="云泽市双拥办")
    office = make.unit(make.region(city.region, name="临川县"), superior=city, name="临川县双拥办")
    make.township(office, name="石桥镇")
    make.township(office, name="柳林街道")
    make.unit(office.region, kind=Kind.GOVERNMENT_ORGAN, superior=office, name="临川县民政局")
    make.unit(office.region, kind=Kind.GARRISON, superior=office, name="驻临川部队甲")
    for name in ("石桥镇", "柳林街道"):
        Unit.objects.filter(region__name=name).update(name=name)
    return office


def taken_in(office: Unit | None = None, text: str = TEXT) -> Notice:
    unit = office or county()
    return actions.take_in(
        unit=unit, name="通知.txt", content=text.encode(), by=make.actor("clerk", unit)
    )


def settled(notice: Notice) -> Notice:
    """The same, with everything confirmed and nobody left to settle."""
    by = make.actor("clerk", notice.unit)
    actions.confirm_all(notice, by=by)
    for item in notice.items.filter(state=Item.State.READ):
        actions.confirm(item, by=by)
    for addressee in notice.addressees.filter(is_settled=False):
        actions.settle(addressee, units=[], by=by)
    return notice


def published(office: Unit | None = None, text: str = TEXT) -> Notice:
    notice = settled(taken_in(office, text))
    actions.publish(notice, by=make.actor("clerk", notice.unit))
    return notice


def item(notice: Notice, kind: str, position: int = 0) -> Item:
    return notice.items.get(kind=kind, position=position)

"""What is done for them, from the plan to the books that agree.

Visits, money, a citation and a plaque, walked by those who do it, each with an account of their
own: the township's leader, its station, the county's clerk, director and cashier, the bureau, the
armed forces department. At a desk and on a phone.
"""

from datetime import UTC, datetime

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.county import County
from tests.browser.somebody import Somebody
from tests.files import corpus
from tests.funds.scene import workbook
from yushui.office.sheets import read_sheets


pytestmark = pytest.mark.browser

NEXT_DAY = datetime(2026, 7, 26, 2, tzinfo=UTC)
WIDTHS = [
    pytest.param(DESKTOP, id="desk"),
    pytest.param(PHONE, id="phone", marks=[pytest.mark.thorough]),
]


@pytest.fixture
def county(transactional_db):
    return County()


@pytest.fixture(params=WIDTHS)
def window(request, open_window):
    touch = {"has_touch": True, "is_mobile": True} if request.param == PHONE else {}
    return open_window(request.param, **touch)


def give_money(window, county):
    """What came to the county goes to its township, by a document and on a day."""
    clerk = Somebody(window, county.clerk)
    clerk.open_menu("资金")
    clerk.follow(county.campaign.name)
    clerk.follow("登记到账")
    clerk.fill(来源="本级财政预算", 金额="2000", 文号或凭证号="临财〔2026〕18号")
    clerk.press("登记到账")
    clerk.follow("下拨")
    clerk.fill(拨给哪个单位="石桥镇人民政府", 金额="500", 文号或凭证号="临双拥办〔2026〕9号")
    clerk.press("下拨")
    clerk.sees("石桥镇", "500.00")


def plan(window, county):
    """The homes of one village, a leader and the station's worker; then the sheet for the road."""
    leader = Somebody(window, county.leader)
    leader.open_menu("走访")
    leader.follow("走访安排")
    with leader.within("清水村"):
        leader.main.get_by_role("button", name="全部勾选").first.click()
    leader.fill(带队人="钱满仓", 其他人员="村支书刘长河")
    leader.press("排给这一队")
    leader.sees("已安排 3 户", "钱满仓带队", "王建国", "孙文远")
    leader.looks()
    name, sheet = leader.fetch("打印路线单")
    assert name.endswith(".pdf")
    assert sheet.startswith(b"%PDF")


def go_out(window, county):
    """One is met and given money and goods, one is away; money that is not there is refused."""
    worker = Somebody(window, county.worker)
    worker.follow("今天走访：3 户")
    worker.follow("登记走访：王建国")
    worker.fill(慰问金="600", 困难和诉求="房屋漏雨")
    worker.line("慰问品", 1, 名称="大米", 数量="1", 折款="68.50")
    worker.press("保存走访")
    worker.sees("超出 100.00 元")
    worker.looks()
    worker.fill(慰问金="300")
    worker.press("保存走访")
    worker.sees("已登记对“王建国”家的走访", "钱满仓带队")
    worker.follow("上门未遇：李志强")
    worker.fill(情况="去省城看病，下周回来")
    worker.press("登记未遇")
    worker.sees("已记“李志强”家一次上门未遇", "钱满仓带队")
    worker.looks()


def try_again(window, county):
    """On the next day nobody is there either, and the township's leader says what follows."""
    worker = Somebody(window, county.worker)
    worker.open_menu("走访")
    worker.follow("应访名单")
    worker.follow("上门未遇：李志强")
    worker.fill(情况="电话里说月底才回来")
    worker.press("登记未遇")
    worker.sees("上门未遇 2 次")
    worker.looks()
    leader = Somebody(window, county.leader)
    leader.open_menu("走访")
    leader.follow("应访名单")
    leader.follow("批准免访：李志强")
    leader.tick("外出")
    leader.fill(说明="已和本人通话")
    leader.press("批准免访")
    leader.follow("免访1")
    leader.sees("李志强", "田守业批准")
    leader.looks()


def gather(window, county):
    """The families of the other village come together; one did not come."""
    leader = Somebody(window, county.leader)
    leader.open_menu("走访")
    leader.follow("集中慰问")
    leader.follow("柳林村 3 户")
    leader.tick("周玉兰", "郑大山")
    leader.fill(名称="柳林村八一座谈会", 形式="座谈会", 具体地点="村委会会议室")
    leader.line("走访人员", 1, 层次="主要负责同志")
    leader.press("保存集中慰问")
    leader.sees("柳林村八一座谈会", "2 户到场")
    leader.looks()
    leader.follow("集中慰问")


def prepare_payment(window, county):
    """The list is made by the standard; who is named otherwise on the account stands apart."""
    clerk = Somebody(window, county.clerk)
    clerk.open_menu("发放")
    clerk.follow("编制一批")
    clerk.fill(发放标准="2026年八一慰问金：每人 50.00 元（临双拥办〔2026〕5号）")
    clerk.press("列名单并核对")
    clerk.sees("户名不符：1 人")
    clerk.press("提交审批")


def approve_payment(window, county):
    director = Somebody(window, county.director)
    director.open_menu("发放")
    director.follow("2026年八一慰问金")
    director.press("批准")
    director.sees("还有 1 人有疑点")
    director.looks()
    director.follow("户名不符：1 人")
    director.looks()
    director.follow("认定吴秀英")
    director.tick("不发")
    director.fill(理由="账户是邻居的，更正以后另发")
    director.looks()
    director.press("认定")
    director.follow("号批次")
    director.press("批准")
    director.sees("已批准")
    director.follow("公示内容")
    assert "郑大山" not in director.text


def pay(window, county, *, failing=""):
    """The cashier hands the list to the bank and enters what comes back."""
    cashier = Somebody(window, county.cashier)
    cashier.open_menu("发放")
    cashier.follow("2026年八一慰问金")
    cashier.press("付款，生成银行名单")
    name, content = cashier.fetch("下载银行名单")
    rows = [row for _, row in read_sheets(name, content)[0].numbered(2)]
    said = [
        (serial, amount, *(("失败", "账号不存在") if holder == failing else ("成功", "")))
        for serial, holder, _, _, amount, *_ in rows
    ]
    cashier.follow("登记银行回盘")
    cashier.give("银行回盘文件", "回盘.xlsx", workbook(said))
    cashier.press("确定")
    cashier.sees(f"到账 {len(rows) - bool(failing)} 人，未到账 {int(bool(failing))} 人")
    cashier.looks()


def redo_payment(window, county):
    """The account is put right at the family's page, and who was not reached is paid anew."""
    clerk = Somebody(window, county.clerk)
    clerk.open_menu("发放")
    clerk.follow("2026年八一慰问金")
    clerk.follow("未到账")
    clerk.looks()
    clerk.sees("账号不存在")
    clerk.follow("郑大山")
    clerk.follow("更换郑大山的收款账户")
    clerk.fill(账号="6222021234567890128", 开户行="临川农村商业银行")
    clerk.press("保存")
    clerk.open_menu("发放")
    clerk.follow("2026年八一慰问金")
    clerk.press("编制补发批次")
    clerk.looks()
    clerk.press("提交审批")
    director = Somebody(window, county.director)
    director.open_menu("发放")
    director.follow("2026年八一慰问金")
    director.press("批准")
    pay(window, county)


def receive_citation(window, county):
    """It came to the armed forces department, which finds the family."""
    officer = Somebody(window, county.officer)
    officer.open_menu("喜报和光荣牌")
    officer.follow("接收喜报")
    officer.fill(
        立功人姓名="孙文远",
        等次="二等功",
        命令="政通〔2026〕7号",
        命令日期="2026-07-10",
        接收日期="2026-07-24",
        转来单位="某部政治工作处",
    )
    officer.press("保存，接着登记家庭")
    officer.tick("孙文远，孙文远家", "父母家")
    officer.fill(送达地址="清水村村东头三号", 接喜报的家属="孙大娘")
    officer.press("保存")


def verify_citation(window, county):
    """The bureau looks at it as well, and who brings it is proposed by the national rule."""
    clerk = Somebody(window, county.bureau_clerk)
    clerk.open_menu("喜报和光荣牌")
    clerk.follow("孙文远")
    clerk.sees("县级退役军人事务部门主要负责同志")
    clerk.follow("核实")
    clerk.fill(核实情况="与户籍、命令核对无误")
    clerk.press("核实")
    clerk.follow("分派")
    clerk.press("分派")
    clerk.sees("临川县退役军人事务局、临川县人武部")


def deliver_citation(window, county):
    """A deputy does not do, nor one side alone; then it is brought, with a picture."""
    officer = Somebody(window, county.officer)
    officer.open_menu("喜报和光荣牌")
    officer.follow("孙文远")
    name, paper = officer.fetch("印喜报")
    assert name.endswith(".pdf")
    assert paper.startswith(b"%PDF")
    officer.follow("送达")
    officer.line("送达人员", 1, 姓名="钱副局长", 层次="负责同志", 职务="副局长")
    officer.line("送达人员", 2, 姓名="孙部长", 职务="部长")
    officer.fill(接喜报的家属="孙大娘")
    officer.press("保存送达")
    officer.sees("主要负责同志")
    officer.looks()
    officer.line("送达人员", 1, 姓名="钱局长", 层次="主要负责同志", 职务="局长")
    officer.give("送喜报照片", "送喜报.png", corpus.picture())
    officer.press("保存送达")
    officer.sees("已送达", "钱局长", "孙部长")
    officer.looks()
    officer.follow("反馈")
    officer.fill(反馈内容="家属很受鼓舞")
    officer.press("反馈")
    officer.sees("已反馈")


def hang_plaque(window, county):
    worker = Somebody(window, county.worker)
    worker.open_menu("喜报和光荣牌")
    worker.follow("光荣牌")
    worker.follow("清水村")
    worker.follow("登记悬挂：孙文远家")
    worker.press("悬挂光荣牌")
    worker.sees("已登记孙文远家悬挂光荣牌")


def reconcile(window, county):
    """What came, what was given and what is left agree, and a figure opens to its records."""
    clerk = Somebody(window, county.clerk)
    clerk.open_menu("资金")
    clerk.follow(county.campaign.name)
    clerk.looks()
    assert "发现问题" not in clerk.text
    with clerk.within("石桥镇人民政府"):
        clerk.follow("300.00 元")
    clerk.follow("走访王建国家")
    clerk.sees("房屋漏雨", "大米")
    clerk.open_menu("资金")
    clerk.follow(county.campaign.name)
    with clerk.within("（本级）"):
        clerk.follow("250.00 元")
    clerk.looks()
    clerk.follow("发给郑大山")
    clerk.sees("已到账", "共 1 人")


# The duty, where its figure comes from, and the record that is found there.
DRILLS = (
    ("走访慰问全覆盖", "应访名单", "已走访", "看记录：王建国"),
    ("集中慰问", "集中慰问记录", "柳林村八一座谈会"),
    ("发放慰问金", "发放批次", "2026年八一慰问金", "看名单"),
    ("送立功喜报", "喜报清单", "已送达", "孙文远"),
    ("悬挂光荣牌", "光荣牌清单", "已挂的光荣牌", "孙文远家"),
)


def look_at_the_board(window, county):
    """Every duty opens to where its figure comes from, and from there to the record."""
    clerk = Somebody(window, county.clerk)
    for duty, *way in DRILLS:
        clerk.open_menu("活动")
        clerk.follow(county.campaign.name)
        clerk.follow(duty)
        if duty != "发放慰问金":  # the county's own, which opens at once
            clerk.follow("石桥镇人民政府")
        clerk.looks()
        for step in way:
            clerk.follow(step)
        assert clerk.page.title() != f"{way[-1]} · 鱼水"


def test_from_the_plan_to_the_books_that_agree(window, county, move_clock):
    give_money(window, county)
    plan(window, county)
    go_out(window, county)
    gather(window, county)
    move_clock(NEXT_DAY)
    try_again(window, county)
    prepare_payment(window, county)
    approve_payment(window, county)
    pay(window, county, failing="郑大山")
    redo_payment(window, county)
    receive_citation(window, county)
    verify_citation(window, county)
    deliver_citation(window, county)
    hang_plaque(window, county)
    reconcile(window, county)
    look_at_the_board(window, county)

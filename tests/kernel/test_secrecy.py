"""What reads like a military secret, written openly and hidden, and what only looks like it."""

import pytest

from yushui.kernel import secrecy
from yushui.kernel.errors import RuleViolation


SECRET = {
    secrecy.DESIGNATION: (
        "走访第73集团军", "七十三集团军某部", "第 ７３ 集 团 军", "第7-3集团军", "第\u200b73集团军",
        "第七十一合成旅座谈",
        "看望127师官兵", "某旅政委", "31团首长", "三营二连", "95012部队三营二连",
        "武警第二机动总队旁的第2旅", "陆军第八十师", "空军第九旅", "第十二防空旅", "壹贰柒师",
        "第四十二军领导", "第三驱逐舰支队", "空军航空兵第19师", "第5团", "第·5·团",
    ),
    secrecy.STRENGTH: (
        "部队官兵3000余名", "营区有官兵2000人", "三千余名官兵", "1200名战士", "该部编制800人",
        "兵力约5000人", "辖3个营", "下辖两个团", "坦克40辆", "新到12架直升机", "火炮１８门",
        "2千名官兵", "三百名新兵",
    ),
    secrecy.POSITION: (
        "坐标：北纬39度54分",
        "东经116.39", "39°54′", "116.3975, 39.9085", "N39.9085", "营区位于青山北麓",
        "阵地设在鹰嘴岭", "雷达站在北山顶上", "驻地搬到了柳河口", "坐标为一一六",
    ),
    secrecy.EXERCISE: (
        "8月3日开始驻训",
        "部队下旬移防", "演习定于8月15日", "明天凌晨拉动", "下周实弹射击", "近日换防",
        "战备等级从8月1日起提高", "即将开拔", "二十日对抗演练",
    ),
}  # fmt: skip
OPEN = (
    "", "走访95012部队，送去慰问品。", "95012 部队官兵代表参加座谈", "驻青某部队官兵",
    "希望帮助解决官兵子女入学", "走访官兵家庭300户", "慰问现役军人家属1200人", "2000名官兵家属",
    "老师和三师生",
    "第一师范学校", "三团结村", "共青团员", "团结社区第二团队", "第三旅游公司", "第五旅社",
    "个体营业", "一营业厅", "两营销网点", "连续三年", "第三军医大学", "第一军人接待站", "军属",
    "8月1日看望慰问", "8月3日参加消防演习", "下周应急演习", "8月10日前报送情况", "慰问金1200元",
    "房屋漏雨，住院费用3.5万元",
    "武警青川支队", "消防救援支队", "老兵1950年参军", "退役军人3000余人",
    "每户300.00元，共116.50元",
    "村民小组5组", "红军小学", "一连几天下雨", "转业到县团委", "退休前是团长",
    "距县城3.5公里的老屋", "大米200袋、食用油200桶", "参加过抗美援朝，立三等功",
)  # fmt: skip


@pytest.mark.parametrize(
    ("why", "text"), [(why, text) for why, texts in SECRET.items() for text in texts]
)
def test_what_should_not_be_written_is_found(why, text):
    assert why in {hit.why for hit in secrecy.hits(f"昨日，{text}，情况良好。")}


@pytest.mark.parametrize("text", OPEN)
def test_what_is_open_passes(text):
    assert secrecy.hits(text) == []


def test_what_was_written_is_quoted_as_it_stands():
    (hit,) = secrecy.hits("看望第 ７３ 集团军，送米。")
    assert hit.quote == "第 ７３ 集团军"


def test_a_warning_says_what_and_why_and_gives_way_to_whoever_looked():
    told = [("heard", "房屋漏雨"), ("notes", "第73集团军演习定于8月15日")]
    with pytest.raises(RuleViolation, match=r"“第73集团军”像是部队番号.*8月15日") as refused:
        secrecy.check(told, is_cleared=False)
    assert refused.value.field == "notes"
    assert secrecy.check(told, is_cleared=True)
    assert not secrecy.check(told[:1], is_cleared=False)

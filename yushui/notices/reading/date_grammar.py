"""How notices write days: patterns on folded text, spaces tolerated inside.

Every pattern names its parts; `date_readers` turns the parts into days. Only bounded repetitions,
so that no text can make them slow.
"""

import re

from yushui.kernel import festivals
from yushui.notices.reading import hours
from yushui.notices.reading.vocabulary import alternatives


NUMERALS = "〇零一二三四五六七八九"
_S = r"[ \t]*"
_ONES = "[一二三四五六七八九]"
_SMALL = rf"(?:\d[ ]?\d|\d|[一二]?十{_ONES}?|三十一?|廿{_ONES}?|{_ONES})"
_YEAR = (
    rf"(?P<year>(?:19|20)\d{{2}}|二[{NUMERALS}]{{3}}|[今本明次翌当来同每])"
    rf"{_S}年{_S}(?:度{_S})?(?:的{_S})?"
)
_MONTH = rf"(?P<month>{_SMALL}|[本当下次每同元]){_S}(?:个{_S})?月{_S}(?:份{_S})?(?:的{_S})?"
_DAY = rf"(?P<day>{_SMALL}){_S}[日号]"
_PART = r"(?P<part>上旬|中旬|下旬|[底末初中])(?!央|国|心)"

# What may follow a day before its 前: the weekday in brackets, an hour.
TAIL = re.compile(
    rf"{_S}\)?{_S}(?:\([^()]{{1,10}}\))?"
    rf"{_S}(?:{hours.WORDS})?"
    rf"{_S}(?:下班)?"
    r"(?P<side>之前|以前|之后|以后|前夕|前后|前|为止|截止|止|之内|以内|内|后|起)?"
)
# What stands before a day that closes something.
LEAD = re.compile(
    r"(?:截止(?:时间|日期)?(?:到|至|为|是|:)?|截至|不晚于|不迟于|最晚|最迟|务必在|时限(?:为|:)?)"
    r"[ \t]*$"
)
RANGE = re.compile(rf"{_S}(?:至|到|-+|~|起至|开始至|开始,?到)(?:{_S}(?:于))?{_S}")

FULL = re.compile(rf"(?:{_YEAR})?(?<![\d.]){_MONTH}(?:{_DAY}|{_PART})?(?!(?:以来|间|工资|度))")
ISO = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<mark>[-./])"
    r"(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)日?"
)
MONTH_DAY = re.compile(
    r"(?<![\d.])(?P<month>1[0-2]|[1-9])\.(?P<day>[12]\d|3[01]|[1-9])日?(?=前|之前|以前)"
)
YEAR_END = re.compile(
    rf"(?:(?P<year>(?:19|20)\d{{2}}|二[{NUMERALS}]{{3}}|[今本明次翌当来每])?{_S}年{_S}(?:度)?(?:底|末|终)"
    rf"|(?P<within>(?:19|20)\d{{2}}|[今本当]){_S}年{_S}(?:度)?(?=内|以内|前|之前|以前))"
    r"(?!工作|总结|考核|兑现|绩效|慰问|奖)"
)
DAY_ALONE = re.compile(
    rf"(?<![月\d一二三四五六七八九十之纪节念初廿])(?P<day>{_SMALL}){_S}[日号](?=前|之前|以前)"
)
RANGE_DAY = re.compile(rf"(?P<day>{_SMALL}){_S}[日号]")
WEEKDAY = re.compile(
    r"(?P<which>本周|下周|这周|每周|每星期|本星期|下星期|下下周)(?P<weekday>[一二三四五六日天])"
    r"(?!\(\d{1,2}月\d)"
)
QUARTER = re.compile(
    r"(?P<each>每个?|各|第?[一二三四1234])季度的?"
    r"(?P<which>末月|最后一?个?月|首月|第一个?月|第三个月)?的?(?P<end>末|底|结束前|最后一天)?的?"
    rf"(?:(?P<day>{_SMALL}){_S}[日号])?"
)
HALF = re.compile(r"(?P<each>每半年|上半年|下半年)(?P<end>末|底|结束前)?")

TODAY = re.compile(rf"(?P<which>[今明后][日天])(?:{hours.WORDS})?(?:下班)?(?=前|之前|以前)")
DAILY = re.compile(rf"每[日天](?:{hours.WORDS})?(?:下班)?(?=前|之前|以前)")

_MARK = r"[\"']?"
_FESTIVAL_NAMES = [
    *festivals.NAMES, "建军节", "国庆节", "国庆", "建军", "元宵节", "新春", "大年三十", "年三十",
    "端午节", "中秋节", "清明节", "重阳节", "元旦节", "八·一", "八一建军节", "双节", "两节", "节",
]  # fmt: skip
FESTIVAL = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2}|[今本明次翌当来每])[ ]?年的?)?(?:农历)?"
    rf"(?:(?<![一二三四五六七八九十廿初月第\d])|(?=元宵|小年|除夕|中秋)){_MARK}(?P<name>{alternatives(_FESTIVAL_NAMES)}){_MARK}"
    rf"(?:节日?|佳节)?(?:来临|到来|放假)?{_MARK}"
    r"(?P<tail>前(?:\d{1,2}|[一二两三四五六七八九十]{1,3})个?(?:天|日|周|星期)|之前|以前|前夕|前一天|前一日|前(?!后)"
    r"|(?:之后|以后|后)(?:\d{1,2}|[一二两三四五六七八九十]{1,3})个?(?:天|日|周|星期)(?:之内|以内|内))"
)
_LUNAR_DAY = rf"(?:初[一二三四五六七八九十]|廿{_ONES}?|[一二]?十{_ONES}?|三十|底|末|\d{{1,2}})日?"
LUNAR = re.compile(
    rf"(?:农历|阴历|旧历)?(?P<name>[正腊冬]月[ ]?{_LUNAR_DAY})"
    rf"|(?:农历|阴历|旧历)(?P<named>{_SMALL}月{_LUNAR_DAY})"
)
# n days after something that stands before: receipt, the notice's own date, an event.
WITHIN = re.compile(
    r"(?<![\d月一二三四五六七八九十])(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,3})[ ]?个?"
    r"(?P<unit>工作日|自然日|日|天|小时|周|星期|月)(?:之内|以内|内)"
)
AFTER_EACH = re.compile(r"每个?(?P<each>季度|月度?|半年|年度?)(?:结束|终了)之?后$")
FROM_NOTICE = re.compile(r"(?:印发|发布|下发|发文)之日")

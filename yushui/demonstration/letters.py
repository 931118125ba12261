"""A letter of 鹿鸣县 for the first of August, ready to be printed, in its second edition."""

from dataclasses import replace
from datetime import date

from yushui.demonstration.season import Season
from yushui.people import actions as people
from yushui.people.lettering import Words
from yushui.territory.models import Region


DRAFT = Words(
    title="慰问信",
    salutation="尊敬的{姓名}{称谓}：",
    body=(
        "值此{节日}来临之际，我们谨代表{县}各级各部门和全县各族人民，向您和您的家人致以节日的问候和"
        "崇高的敬意！\n"
        "一人参军，全家光荣。多年来，您和{村}许许多多的军属、退役军人一道，支持国防、建设家乡，乡亲们都"
        "记在心里。\n"
        "我们将把拥军优属的各项政策落到实处。您有什么困难和建议，请随时告诉村里的联系人和退役军人服务站。\n"
        "衷心祝愿您和家人身体健康、阖家幸福、万事如意！"
    ),
    organs="鹿鸣县双拥工作领导小组",
    dated_on=date(2026, 7, 24),
    festival="八一建军节",
)
SIGNED_BY_BOTH = "鹿鸣县双拥工作领导小组\n鹿鸣县人民武装部"


def write(story: Season, county: Region) -> str:
    """The county drafts it, and the armed forces department joins in signing."""
    name = "2026年八一慰问信"
    letter = people.write_letter(county, name=name, words=DRAFT, by=story.by)
    signed = replace(DRAFT, organs=SIGNED_BY_BOTH)
    people.revise_letter(letter, edition=1, name=name, words=signed, by=story.by)
    return f"{county.name}写好慰问信 1 封，军地联名"

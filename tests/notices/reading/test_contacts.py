"""Names, numbers and addresses, in whatever order an office writes them."""

import pytest

from yushui.notices.reading import contacts, healing


CASES = {
    "S1-54": (
        "电话：0358-8498917，邮箱：lvban@163.example。",
        [(None, "0358-8498917", "lvban@163.example")],
    ),
    "S4-43": ("（联系人：谭天；联系电话：73332442）", [("谭天", "73332442", None)]),
    "two people": (
        "联系人：甘棠，电话：0793-2210456；周南，电话：0793-2210457。",
        [("甘棠", "0793-2210456", None), ("周南", "0793-2210457", None)],
    ),
    "office before the name": (
        "联系人：优抚处　柳望舒，电话：0790-8806 1127",
        [("柳望舒", "0790-88061127", None)],
    ),
    "address first": (
        "邮箱：a@b.example；联系人：商陆，0791-2236671。",
        [("商陆", "0791-2236671", "a@b.example")],
    ),
    "no fax": ("联系人：白芷，电话：8267003，传真：8267004", [("白芷", "8267003", None)]),
    "area code in brackets": (
        "联系人：马驹　联系电话：（0755）8888 1234",
        [("马驹", "0755-88881234", None)],
    ),
    "in passing": (
        "有困难的，随时找网格员陶然，电话13700007788。",
        [("陶然", "13700007788", None)],
    ),
    "name after": ("咨询电话：6188033（小满）", [("小满", "6188033", None)]),
    "office after the name": (
        "联系人：苏荷（市双拥办）0799-3380012；荆轲（市卫健委）0799-3380120。",
        [("苏荷", "0799-3380012", None), ("荆轲", "0799-3380120", None)],
    ),
    "two names": (
        "联系人：楚留香 叶孤城；电话：0798-5562018、5562019。",
        [("楚留香", "0798-5562018", None), ("叶孤城", "5562019", None)],
    ),
    "name cut by the end of a line": (
        "各镇要把情况报县局。联系人：慕容秋\n荻；电话：17700001122。",
        [("慕容秋荻", "17700001122", None)],
    ),
    "office before each name": (
        "联系人：市双拥办 谷雨，0871-63210098；军分区政治工作处 白露，0871-63218800。",
        [("谷雨", "0871-63210098", None), ("白露", "0871-63218800", None)],
    ),
    "on duty": ("值班电话：0756-3320911。", [(None, "0756-3320911", None)]),
    "name only": ("联系人：东方未明", [("东方未明", None, None)]),
    "below its heading": (
        "五、咨询电话\n县局优抚股：6120338；镇服务站：6121907。",
        [(None, "6120338", None), (None, "6121907", None)],
    ),
    "no contact": ("慰问金每人50元，2021年7月走访3218户。", []),
    "blank form": ("填报人：        联系电话：", []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_contacts_are_found(text: str, expected: list[tuple[str | None, ...]]) -> None:
    found = contacts.read(text, healing.paragraphs(text))

    assert [(one.name, one.phone, one.email) for one in found] == expected

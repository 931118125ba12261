"""A notice on the page: taken in, held against its original, confirmed piece by piece."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.notices import paper
from yushui.notices.models import Notice
from yushui.web.notices import marking
from yushui.web.notices.marking import Mark


TOKEN = re.compile(r'value="\w{64}"')


def file(content, name="通知.txt"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def clerk(people, enter):
    return enter(people.users["clerk"])


@pytest.fixture
def draft(people):
    return paper.taken_in(people.here)


def upload(client, people, **data):
    return client.post("/notices/upload/", {"unit": people.here.pk} | data)


def test_a_file_is_read_and_its_page_opens(people, clerk):
    response = upload(clerk, people, file=file(paper.TEXT.encode()))
    assert response.status_code == 302
    assert response.url == f"/notices/{Notice.objects.get().pk}/"


def test_pasted_text_will_do(people, clerk):
    upload(clerk, people, text=paper.TEXT)
    assert Notice.objects.get().number == "临双拥办〔2026〕7号"


BAD = {
    "nothing": ({}, "请选择公文文件"),
    "an empty file": ({"file": file(b" ")}, "没有文字"),
    "a picture": ({"file": file(b"\x89PNG\r\n\x1a\n" + b"0" * 99, "图.png")}, "图.png"),
    "a broken document": ({"file": file(b"PK\x03\x04" + b"0" * 99, "文.docx")}, "文.docx"),
    "no Chinese": ({"text": "hello"}, "没有汉字"),
}


@pytest.mark.parametrize(("data", "said"), BAD.values(), ids=BAD)
def test_what_cannot_be_read_comes_back_with_a_sentence(people, clerk, data, said):
    for upload_ in data.values():
        if hasattr(upload_, "seek"):
            upload_.seek(0)
    response = upload(clerk, people, **data)
    assert response.status_code == 422
    assert said in response.text
    assert not Notice.objects.exists()


def test_what_must_be_confirmed_stands_first_and_is_counted(clerk, draft):
    page = clerk.get(f"/notices/{draft.pk}/").text
    assert "还有 2 处要确认" in page
    assert page.index("先确认这几处") < page.index("公文要素")


def test_a_kind_that_stands_above_is_not_called_unread(clerk, draft):
    page = clerk.get(f"/notices/{draft.pk}/").text
    for kind in ("deadline", "attachment"):
        part = page[page.index(f'id="points-{kind}"') :].partition("</section>")[0]
        assert "没有读到" not in part
        assert "1 处在上面" in part
        assert f'href="#item-{paper.item(draft, kind).pk}"' in part
    tables = page[page.index('id="points-table"') :].partition("</section>")[0]
    assert "没有读到" in tables


def test_what_stands_above_is_told_beside_the_others_of_its_kind(people, clerk):
    text = paper.TEXT.replace("将走访", "报送名单，于2026年8月20日前将走访")
    draft = paper.taken_in(people.here, text)
    page = clerk.get(f"/notices/{draft.pk}/").text
    part = page[page.index('id="points-deadline"') :].partition("</section>")[0]
    assert "另有 1 处在上面" in part


def test_a_clause_read_as_no_duty_leads_to_its_place_and_to_the_form(people, clerk):
    clause = "二、县财政局要做好资金保障工作。\n三、驻临部队"
    draft = paper.taken_in(people.here, paper.TEXT.replace("二、驻临部队", clause))
    page = clerk.get(f"/notices/{draft.pk}/").text
    doubts = page[page.index('id="points-warnings"') :].partition("</section>")[0]
    assert "“二、县财政局要做好资金保障工作。”像是交给单位的任务" in doubts
    place = re.search(r'href="#(at-\d+)"', doubts[doubts.index("像是") :])[1]
    assert f'id="{place}"' in page
    address = re.search(r'href="([^"]+\?doubt=\d+)"', doubts)[1]
    assert "二、县财政局要做好资金保障工作。" in clerk.get(address).text
    assert "县财政局" not in clerk.get(address.replace("add/duty", "add/deadline")).text


def test_confirming_without_script_goes_back_to_the_place(clerk, draft):
    item = paper.item(draft, "deadline")
    response = clerk.post(f"/notices/items/{item.pk}/confirm/")
    assert response.url == f"/notices/{draft.pk}/#item-{item.pk}"
    item.refresh_from_db()
    assert item.state == "confirmed"


def test_confirming_with_script_answers_with_the_finding_and_what_is_left(clerk, draft):
    item = paper.item(draft, "deadline")
    part = clerk.post(f"/notices/items/{item.pk}/confirm/", headers={"hx-request": "true"}).text
    assert "<html" not in part
    assert f'id="item-{item.pk}"' in part
    assert "还有 1 处要确认" in part


def test_a_finding_after_it_was_pressed_is_the_one_a_fresh_page_shows(clerk, draft):
    item = paper.item(draft, "contact")
    part = clerk.post(f"/notices/items/{item.pk}/remove/", headers={"hx-request": "true"}).text
    card = part[: part.index("</li>")].strip()
    fresh = clerk.get(f"/notices/{draft.pk}/").text
    assert TOKEN.sub("", card) in TOKEN.sub("", fresh)


def test_pressing_what_went_out_meanwhile_reloads_the_page(people, clerk, draft):
    item = paper.item(draft, "contact")
    Notice.objects.update(state="published", published_at=draft.created_at)
    answer = clerk.post(f"/notices/items/{item.pk}/remove/", headers={"hx-request": "true"})
    assert answer.headers["HX-Refresh"] == "true"


CORRECTIONS = {
    "deadline": ({"what": "总结", "on": "2026-08-12"}, "on", "2026-08-12"),
    "duty": (
        {"kind": "payment", "yuan_each": "50", "per": "household"},
        "standard",
        {"fen_each": 5000, "per": "household"},
    ),
    "document": ({"title": "新标题", "number": "临双拥办〔2026〕8号"}, "title", "新标题"),
    "campaign": ({"name": "八一走访", "occasion": "八一", "year": "2026"}, "name", "八一走访"),
    "recipient": ({"text": "石桥镇", "role": "copy"}, "role", "copy"),
    "contact": ({"name": "陈芳", "phone": ""}, "phone", None),
    "attachment": ({"title": "表", "kind": "table", "present": "on"}, "present", True),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "case"), CORRECTIONS.items(), ids=CORRECTIONS)
def test_every_kind_is_corrected_by_its_form(clerk, draft, kind, case):
    data, field, value = case
    item = paper.item(draft, kind)
    assert clerk.get(f"/notices/items/{item.pk}/correct/").status_code == 200
    assert clerk.post(f"/notices/items/{item.pk}/correct/", data).status_code == 302
    item.refresh_from_db()
    assert (item.state, item.content[field]) == ("corrected", value)


def test_a_form_that_changes_nothing_keeps_what_was_read(clerk, draft):
    """Opening a form and saving it loses nothing the form does not ask about."""
    for item in draft.items.all():
        form = clerk.get(f"/notices/items/{item.pk}/correct/").context["form"]
        data = {field.html_name: field.value() for field in form if field.value() not in (None, "")}
        clerk.post(f"/notices/items/{item.pk}/correct/", data)
        item.refresh_from_db()
        assert item.content == item.as_read, item.kind


def test_a_wrong_day_comes_back_onto_the_form(clerk, draft):
    item = paper.item(draft, "deadline")
    data = {"what": "总结", "on": "2026-02-30"}
    response = clerk.post(
        f"/notices/items/{item.pk}/correct/", data, headers={"hx-request": "true"}
    )
    assert response.status_code == 422
    assert "日期请写成" in response.text


def test_a_least_amount_is_shown_as_one_and_can_be_put_right(people, clerk):
    text = paper.TEXT.replace("全覆盖走访慰问，", "全覆盖走访慰问，慰问金每户不低于500元，")
    draft = paper.taken_in(people.here, text)
    assert "每户不低于 500 元" in clerk.get(f"/notices/{draft.pk}/").text
    item = draft.items.get(kind="duty", content__kind="payment")
    address = f"/notices/items/{item.pk}/correct/"
    data = {"kind": "payment", "yuan_each": "500", "per": "household"}
    for bound, kept in {"at_most": "at_most", "": None}.items():
        clerk.post(address, data | {"bound": bound})
        item.refresh_from_db()
        assert item.content["standard"].get("bound") == kept


def test_the_hour_of_a_deadline_is_shown_and_can_be_put_right(people, clerk):
    draft = paper.taken_in(people.here, paper.TEXT.replace("8月10日前", "8月10日下午5点前"))
    assert "<dd>2026年8月10日 17:00前</dd>" in clerk.get(f"/notices/{draft.pk}/").text
    address = f"/notices/items/{paper.item(draft, 'deadline').pk}/correct/"
    data = {"what": "总结", "on": "2026-08-10"}
    assert "时刻请写成" in clerk.post(address, data | {"at": "5点"}).text
    assert clerk.post(address, data | {"at": "12:30"}).status_code == 302
    assert paper.item(draft, "deadline").content["at"] == "12:30"


def test_what_was_overlooked_is_added(clerk, draft):
    response = clerk.post(f"/notices/{draft.pk}/add/deadline/", {"what": "花名册"})
    assert response.status_code == 302
    assert draft.items.get(state="added").content["what"] == "花名册"


@pytest.mark.parametrize("kind", ["document", "dance"])
def test_nothing_else_is_added(clerk, draft, kind):
    assert clerk.get(f"/notices/{draft.pk}/add/{kind}/").status_code == 404


def test_the_file_that_came_in_can_be_had_back(clerk, draft):
    assert clerk.get(f"/notices/{draft.pk}/original/").content.decode() == paper.TEXT


MARKS = {
    "none": ([], ["abcdef"]),
    "one": ([(1, 3)], ["a", "bc", "def"]),
    "side by side": ([(0, 3), (3, 6)], ["abc", "def"]),
    "one inside another": ([(0, 6), (2, 4)], ["ab", "cd", "ef"]),
    "overlapping": ([(0, 4), (2, 6)], ["ab", "cd", "ef"]),
    "out of the text": ([(4, 99), (-1, 2)], ["abcdef"]),
}


@pytest.mark.parametrize(("spans", "texts"), MARKS.values(), ids=MARKS)
def test_the_text_is_cut_where_findings_begin_and_end(spans, texts):
    marks = [Mark(start, end, "duty", f"item-{n}") for n, (start, end) in enumerate(spans)]
    runs = marking.runs("abcdef", marks)
    assert [run.text for run in runs] == texts
    assert "".join(run.text for run in runs) == "abcdef"


def test_a_run_wears_the_most_pressing_of_its_findings():
    marks = [Mark(0, 3, "duty", "item-1"), Mark(0, 3, "deadline", "item-2")]
    (run,) = marking.runs("abc", marks)
    assert (run.kind, run.keys) == ("deadline", "item-2 item-1")

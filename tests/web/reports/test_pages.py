"""Pages of a special report: begun, written beside its figures, handed in, answered."""

from io import BytesIO
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests import make
from tests.reports.round import Round
from yushui.filings.lifecycle import ReportState
from yushui.filings.models import Report
from yushui.reports import actions


@pytest.fixture
def round_():
    return Round()


@pytest.fixture
def writer(round_, enter):
    return enter(make.user("clerk", round_.town))


@pytest.fixture
def reader(round_, enter):
    return enter(make.user("clerk", round_.county))


def said(response):
    return [str(message) for message in response.context["messages"]]


def form(report, *texts):
    return {
        "title": report.title,
        "recipient": report.recipient,
        "number": "",
        "seen": report.updated_at.isoformat(),
    } | {f"section{at}": text for at, text in enumerate(texts)}


def test_a_report_is_begun_from_the_campaign(round_, writer):
    assert "起草报告" in writer.get("/reports/").text
    response = writer.post(f"/reports/campaign/{round_.campaign.pk}/begin/", follow=True)
    assert response.redirect_chain[-1][0] == f"/reports/{Report.objects.get().pk}/"
    assert "起草报告" not in writer.get("/reports/").text


def test_beginning_twice_opens_the_same(round_, writer):
    for _ in range(2):
        writer.post(f"/reports/campaign/{round_.campaign.pk}/begin/")
    assert Report.objects.count() == 1


def test_who_only_looks_at_a_campaign_is_not_asked_to_report_on_it(round_, enter):
    command = make.unit(round_.county.region, kind="mil_department")
    command.answers_for = round_.county
    command.save()
    looking = enter(make.user("clerk", command))
    assert looking.get(f"/campaigns/{round_.campaign.pk}/").status_code == 200
    assert "起草报告" not in looking.get("/reports/").text
    begin = f"/reports/campaign/{round_.campaign.pk}/begin/"
    assert looking.post(begin).status_code == 403


def test_nobody_begins_the_report_of_another_unit(round_, writer):
    data = {"unit": round_.county.pk}
    writer.post(f"/reports/campaign/{round_.campaign.pk}/begin/", data)
    assert not Report.objects.exists()


def test_figures_are_links_to_what_they_rest_on(round_, writer):
    round_.visit(money="1234.50")
    report = round_.draft()
    page = writer.get(f"/reports/{report.pk}/").text
    assert f'href="/reports/{report.pk}/figure/cash/"' in page
    assert ">1,234.50</a>元" in page
    source = writer.get(f"/reports/{report.pk}/figure/cash/").text
    assert "王建国家" in source
    assert "1,234.50 元" in source


def test_a_figure_of_coverage_opens_to_households(round_, writer):
    visit = round_.visit(listed=True)
    page = writer.get(f"/reports/{round_.draft().pk}/figure/reached/").text
    assert f'href="/visits/{visit.pk}/"' in page


def test_a_figure_that_moved_since_says_so(round_, reader):
    report = round_.submitted("走访{{persons}}人。")
    round_.visit()
    assert "报送之后记录有变动" in reader.get(f"/reports/{report.pk}/figure/persons/").text


def test_an_unknown_figure_is_not_found(round_, writer):
    assert writer.get(f"/reports/{round_.draft().pk}/figure/nobody/").status_code == 404


def test_what_is_written_is_kept(round_, writer):
    report = round_.draft()
    assert "{{persons}}" in writer.get(f"/reports/{report.pk}/edit/").text
    data = form(report, "甲", "乙", "丙", "丁") | {"number": "石办〔2026〕1号"}
    writer.post(f"/reports/{report.pk}/edit/", data)
    report.refresh_from_db()
    assert [section["text"] for section in report.sections] == ["甲", "乙", "丙", "丁"]
    assert report.number == "石办〔2026〕1号"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"section0": "走访{{nobody}}人"}, "不存在"),
        ({"section3": "妥否，请批示。"}, "请示事项"),
        ({"title": " "}, "必填"),
        ({"seen": "2026-07-01T00:00:00+08:00"}, "已被他人改动"),
    ],
    ids=["figure", "request", "title", "somebody else was faster"],
)
def test_what_is_wrong_comes_back_with_the_text(round_, writer, change, why):
    report = round_.draft()
    data = form(report, "我写的", "乙", "丙", "丁") | change
    response = writer.post(f"/reports/{report.pk}/edit/", data)
    assert response.status_code == 422
    assert why in response.text
    assert change.get("section0", "我写的") in response.text


def test_what_is_missing_is_said_and_keeps_it_here(round_, writer):
    report = round_.draft()
    page = writer.get(f"/reports/{report.pk}/").text
    assert "报送前还差" in page
    assert f'action="/reports/{report.pk}/submit/"' not in page
    response = writer.post(f"/reports/{report.pk}/submit/", follow=True)
    assert "请补充" in said(response)[0]


def test_it_goes_in_comes_back_and_is_received(round_, writer, reader):
    report = round_.written()
    writer.post(f"/reports/{report.pk}/submit/")
    reader.post(f"/reports/{report.pk}/send-back/", {"reason": "请补充效果"})
    assert "请补充效果" in writer.get(f"/reports/{report.pk}/").text
    writer.post(f"/reports/{report.pk}/submit/")
    reader.post(f"/reports/{report.pk}/accept/")
    report.refresh_from_db()
    assert report.state == ReportState.ACCEPTED


def test_the_reader_is_not_offered_to_write(round_, reader):
    page = reader.get(f"/reports/{round_.submitted().pk}/").text
    assert "收到" in page
    assert "重新起草" not in page


def test_only_the_reader_answers_and_who_is_above_looks(round_, enter):
    report = round_.submitted()
    above = enter(make.user("head", round_.city))
    assert "收到" not in above.get(f"/reports/{report.pk}/").text
    for move in ("accept", "send-back"):
        assert above.post(f"/reports/{report.pk}/{move}/", {"reason": "改"}).status_code == 403


def test_a_report_from_beside_the_tree_is_read_and_answered(round_, reader, enter):  # S0-05
    direct = make.unit(make.region(round_.county.region))
    make.assignment(round_.duty, to=direct)
    report = actions.draft(round_.campaign, unit=direct, by=make.actor("head", direct))
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.SUBMITTED, submitted_at=report.updated_at, figures={}
    )
    assert "收到" in reader.get(f"/reports/{report.pk}/").text
    assert reader.get(f"/reports/{report.pk}/document/").status_code == 200
    reader.post(f"/reports/{report.pk}/accept/")
    report.refresh_from_db()
    assert report.state == ReportState.ACCEPTED


def test_a_return_without_a_reason_is_refused(round_, reader):
    report = round_.submitted()
    response = reader.post(f"/reports/{report.pk}/send-back/", {"reason": " "}, follow=True)
    assert "请写明退回原因" in said(response)[0]


def photograph(name="走访.jpg"):
    buffer = BytesIO()
    Image.new("RGB", (1600, 900), (90, 140, 110)).save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue())


def test_a_photograph_is_shown_small_and_removed(round_, writer):  # S4-40
    report = round_.draft()
    writer.post(f"/reports/{report.pk}/photos/", {"file": photograph(), "caption": "入户"})
    photo = report.photos.get()
    answer = writer.get(f"/reports/photo/{photo.pk}/")
    assert Image.open(BytesIO(answer.content)).size == (480, 270)
    writer.post(f"/reports/photo/{photo.pk}/remove/")
    assert not report.photos.exists()


@pytest.mark.parametrize(
    ("upload", "caption", "why"),
    [
        (SimpleUploadedFile("a.jpg", b"\xff\xd8\xffbroken"), "图", "已损坏"),
        (SimpleUploadedFile("a.exe", b"MZ"), "图", "格式不能使用"),
        (SimpleUploadedFile("a.jpg", b"x"), "", "写一句说明"),
    ],
    ids=["broken", "a program", "no caption"],
)
def test_what_is_no_photograph_is_refused(round_, writer, upload, caption, why):
    upload.seek(0)
    data = {"file": upload, "caption": caption}
    url = f"/reports/{round_.draft().pk}/photos/"
    assert why in said(writer.post(url, data, follow=True))[0]


def test_the_document_is_named_after_the_report_and_says_whether_it_is_a_draft(round_, reader):
    report = round_.written()
    response = reader.get(f"/reports/{report.pk}/document/")
    assert response.content[:2] == b"PK"
    assert named(response) == f"attachment; filename*=utf-8''{report.title}（草稿）.docx"
    actions.submit(report, by=round_.by)
    response = reader.get(f"/reports/{report.pk}/document/")
    assert named(response) == f"attachment; filename*=utf-8''{report.title}.docx"


def named(response):
    return unquote(response.headers["Content-Disposition"])

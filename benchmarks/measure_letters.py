"""The measuring itself; started by `benchmarks.letters`."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from django.db import connection
from docxtpl import DocxTemplate

from benchmarks.hardware import hardware
from benchmarks.measure_printing import build, timed, told
from yushui.accounts.actor import system_actor
from yushui.office import letters as office
from yushui.office import typeset
from yushui.people import actions as people
from yushui.people.actions import Mailing
from yushui.people.lettering import Words
from yushui.people.models import Wording
from yushui.reports.papers import letters
from yushui.territory.models import Region


TARGET_LETTERS, TARGET_SECONDS = 5_000, 10
WORDS = Words(
    title="慰问信",
    salutation="尊敬的{姓名}{称谓}：",
    body=(
        "值此{年度}年{节日}来临之际，我们谨代表{县}各级各部门和全县各族人民群众，向您和您的家人致以节日的"
        "问候和崇高的敬意！\n"
        "一人参军，全家光荣。多年来，{村}{户主}一家顾全大局、默默奉献，支持国防和军队建设，为{乡镇}的发展出了力。"
        "家乡的父老乡亲没有忘记，也不会忘记。\n"
        "新的一年里，我们将把拥军优属的各项政策落到实处：用心办理优待证和各项抚恤补助，及时看望生活有困难的家庭，"
        "帮助解决看病、住房、子女入学和就业中的难处。您有什么困难和建议，请随时告诉村里的联系人和退役军人服务站。\n"
        "衷心祝愿您和家人身体健康、阖家幸福、万事如意！"
    ),
    organs="鹿鸣县双拥工作领导小组\n鹿鸣县人民政府\n鹿鸣县人民武装部",
    dated_on=date(2027, 1, 25),
    festival="春节",
)


def ours(wording: Wording, place: Region, form: str, made: list[bytes]) -> Callable[[], object]:
    """All that the job does: reading, filling, setting, sealing, storing, the trail."""
    by = system_actor()

    def work() -> None:
        asked = people.ask_letters(wording, place, to=Mailing(form=form), by=by)
        paper, count, left_out = letters.batch(asked, lambda done: None)
        people.finish_printing(
            asked, content=paper.content, count=count, left_out=left_out, blanks="", by=by
        )
        made.append(paper.content)

    return work


def by_docxtpl(slice_of: int) -> Callable[[], object]:
    """The same words from a template, a file to a letter, as its documentation has it."""
    blank = docx.Document()
    names = ["title", "salutation", *(f"paragraph_{n}" for n in range(4)), *"abc", "day"]
    for name in names:
        blank.add_paragraph(f"{{{{ {name} }}}}")
    held = BytesIO()
    blank.save(held)
    texts = [*WORDS.texts, *WORDS.signers, "2027年1月25日"]

    def work() -> None:
        for number in range(slice_of):
            held.seek(0)
            template = DocxTemplate(held)
            filled = [text.replace("{姓名}", f"王{number}") for text in texts]
            template.render(dict(zip(names, filled, strict=True)))
            template.save(BytesIO())

    return work


def by_libreoffice(slice_of: int) -> Callable[[], object]:
    """The same letters from our docx into PDF."""
    filled = [text.replace("{姓名}", "王建国") for text in WORDS.texts]
    letter = office.Letter(filled[0], filled[1], tuple(filled[2:]))
    batch = office.Batch("慰问信", WORDS.signers, "2027年1月25日", (letter,) * slice_of)

    def work() -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "letters.docx"
            path.write_bytes(office.write(batch))
            command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
            command += ["--convert-to", "pdf", "--outdir", folder, str(path)]
            subprocess.run(command, check=True, capture_output=True)
            assert path.with_suffix(".pdf").stat().st_size

    return work


def main(count: int, slice_of: int) -> int:
    print(hardware())
    print(f"Database: {connection.vendor}")
    place = build([count])[count]
    letter = people.write_letter(place, name="慰问信", words=WORDS, by=system_actor())
    told("looking for fonts, once", 1, timed(typeset._fonts))
    met = True
    speeds = {}
    for form in ("pdf", "docx"):
        made: list[bytes] = []
        seconds = timed(ours(letter.wordings.get(), place, form, made))
        is_met = seconds[0] <= TARGET_SECONDS * max(1, count / TARGET_LETTERS)
        met = met and is_met
        note = f"{len(made[0]) / 1e6:.1f} MB, {'met' if is_met else 'MISSED'}"
        told(f"letters as {form}", count, seconds, note)
        speeds[form] = count / seconds[0]
    seconds = timed(by_docxtpl(slice_of))
    ratio = speeds["docx"] * seconds[0] / slice_of
    told("by docxtpl", slice_of, seconds, f"ours {ratio:,.0f} times as fast by the clock")
    if shutil.which("soffice"):
        work = by_libreoffice(slice_of)
        timed(work)  # the first start makes a profile
        seconds = timed(work)
        ratio = speeds["pdf"] * seconds[0] / slice_of
        told("by LibreOffice, docx to pdf", slice_of, seconds, f"ours {ratio:,.0f} times as fast")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))

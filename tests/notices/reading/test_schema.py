"""What `read_notice --json` prints is what the published schema promises."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator

from tests.notices.reading.heads import notice
from tests.notices.reading.scoring import Sample, reading_of, samples
from yushui.notices.reading import reader, schema


DOCS = Path(__file__).parents[3] / "docs"
SCHEMA = json.loads((DOCS / "notice-schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def test_the_schema_itself_is_sound() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("sample", [pytest.param(each, id=each.name) for each in samples()])
def test_every_sample_fits_the_schema(sample: Sample) -> None:
    document = json.loads(json.dumps(schema.as_json(reading_of(sample.path))))

    assert [error.message for error in VALIDATOR.iter_errors(document)] == []


@pytest.mark.parametrize(
    ("part", "value"),
    [("kind", 3), ("signed_on", "9 January"), ("recipients", "各县"), ("unknown", None)],
)
def test_the_schema_refuses_what_is_not_promised(part: str, value: object) -> None:
    document = json.loads(json.dumps(schema.as_json(reader.read(notice()))))
    document["document"][part] = value

    assert not VALIDATOR.is_valid(document)


def test_spans_point_at_the_words() -> None:
    text = notice(end="临泽市退役军人事务局\n2024年1月9日\n（此件公开发布）")

    spans = schema.as_json(reader.read(text))["document"]["spans"]  # type: ignore[index]

    assert {name: text[slice(*spans[name])] for name in ("number", "title", "signed_on")} == {
        "number": "临退役军人发〔2024〕7号",
        "title": "关于做好走访慰问工作的通知",
        "signed_on": "2024年1月9日",
    }
    assert [text[slice(*span)] for span in spans["recipients"]] == ["各县（区）退役军人事务局"]
    assert text[slice(*spans["disclosure"])] == "公开发布"


def test_the_command_prints_the_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "通知.txt"
    path.write_text(notice(), "utf-8")

    call_command("read_notice", str(path), "--json")

    assert json.loads(capsys.readouterr().out)["document"]["number"]["serial"] == 7


def test_without_json_a_person_can_read_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "通知.txt"
    path.write_text(notice(end="附件：走访统计表"), "utf-8")

    call_command("read_notice", str(path))

    shown = capsys.readouterr().out.splitlines()
    assert "标题：关于做好走访慰问工作的通知" in shown
    assert "  走访统计表（未见内容）" in shown

"""The command says in one sentence whether the trail is whole."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.audit import make
from tests.trail import execute
from yushui.audit.models import Seal
from yushui.audit.sealing import seal_pending


@pytest.fixture
def events():
    made = make.events(3)
    seal_pending()
    return made


def output(*arguments: str) -> str:
    out = StringIO()
    call_command("verify_audit", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_a_whole_trail_is_reported_with_its_head(events):
    assert "审计记录完整：核对记录3条、封条1张" in output()
    assert Seal.objects.get().digest in output()


def test_the_head_is_printed_alone_to_be_kept(events):
    assert output("--print-head").strip() == Seal.objects.get().digest


def test_without_any_seal_there_is_no_head_to_print():
    assert output("--print-head").strip() == "（还没有封条）"


def test_the_printed_head_is_a_good_anchor(events):
    assert "完整" in output("--anchor", output("--print-head").upper())


def test_the_first_bad_event_is_named_and_the_command_fails(events):
    execute("UPDATE audit_event SET actor_name = 'x' WHERE id = %s", events[1].pk)
    with pytest.raises(CommandError, match=f"核对不通过：编号{events[1].pk}的记录") as refused:
        output("--print-head")
    assert refused.value.returncode == 1


def test_a_lost_anchor_fails(events):
    with pytest.raises(CommandError, match="找不到您提供的存底摘要"):
        output("--anchor", "0" * 64)


def test_an_anchor_copied_badly_is_refused(events):
    with pytest.raises(CommandError, match="64位"):
        output("--anchor", "12ab")


def test_lost_keys_are_told_as_such(events, settings, tmp_path):
    settings.YUSHUI_KEYS = tmp_path / "nowhere.json"
    with pytest.raises(CommandError, match="找不到密钥文件"):
        output()

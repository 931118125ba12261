"""Text arrives in whatever the sender's machine writes."""

import pytest

from yushui.kernel.encodings import decode
from yushui.kernel.errors import RuleViolation


TEXT = "王㐂、𠮷田，双拥工作１２３Ｘ"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_survives_every_usual_encoding(encoding):
    assert decode(TEXT.encode(encoding)) == TEXT


def test_gbk_is_read_as_the_part_of_gb18030_that_it_is():
    assert decode("走访慰问".encode("gbk")) == "走访慰问"


@pytest.mark.parametrize("content", [b"\xff\xff\xff", b"a\0b", b"\xff\xfea"], ids=str)
def test_what_is_not_text_is_refused(content):
    with pytest.raises(RuleViolation, match="另存为 UTF-8"):
        decode(content)

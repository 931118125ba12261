"""Who is asked to take a notice as a guide (参照执行): they get it and owe nothing (S3-35)."""

import re
from collections.abc import Iterator

from yushui.notices.reading import healing
from yushui.notices.reading.recipients import addressees
from yushui.notices.reading.structure import Named


_SENTENCE = re.compile(
    r"^(?:建议|希望|请|由)?(?P<who>.+?)[,，]?(?:可以?|也可|应|要|均)?"
    r"(?:结合(?:各自|自身|本单位|本部门|本地|工作)*实际(?:情况)?[,，]?)?(?:可以?)?"
    r"参照(?:本(?:通知|方案|意见))?(?:精神|要求)?(?:执行|落实|开展|办理)"
)
# Rules are applied by reference too (参照有关规定执行); those are not recipients.
_RULE = re.compile(r"[《》]|规定|标准|办法|政策|条例|^(?:按照|根据|依照|比照)")


def read(text: str) -> Iterator[Named]:
    """The bodies of every 参照执行 sentence, one by one, with their place in `text`."""
    for paragraph in healing.paragraphs(text):
        if "参照" not in paragraph.text:
            continue
        for sentence in healing.sentences(paragraph):
            found = _SENTENCE.match(sentence.folded.strip())
            if found and not _RULE.search(found["who"]):
                yield from addressees(sentence.strip().at(found, "who"))

"""Turning the bytes of a text file into text, whichever of the usual encodings it is in.

The order matters: valid UTF-8 is almost never anything else, while GB18030 accepts nearly every
pair of bytes, so it comes last. GBK is not tried: it lacks characters that occur in names (㐂, 𠮷),
and GB18030 reads every GBK file.
"""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from yushui.kernel.errors import RuleViolation


def decode(content: bytes) -> str:
    """Read text in UTF-8 (with or without BOM), UTF-16 with BOM, or GB18030."""
    wide = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise RuleViolation(
        "文件不是文字，或文字编码无法识别，请用记事本打开，另存为 UTF-8 编码后再上传。",
        field="file",
    )

"""Letters to many as one docx: lists of who gets one, then every letter from a new page.

    content = write(Batch("慰问信", organs=("鹿鸣县人民政府",), day="2027年2月1日", letters=…))

The frame (page, fonts, styles) is made by python-docx as that of an official document; the letters
themselves are written as text into it, for five thousand of them would take a minute otherwise.
"""

from yushui.office.letters.content import Batch, Letter, Listing
from yushui.office.letters.writer import write


__all__ = ["Batch", "Letter", "Listing", "write"]

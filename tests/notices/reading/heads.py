"""A short notice to hang one feature on, and its head."""

from yushui.notices.reading import reader
from yushui.notices.reading.structure import Head


BODY = "为做好走访慰问工作，现通知如下：\n一、各县要走访慰问优抚对象。\n二、各县要落实政策。"


def notice(
    *,
    front: str = "临泽市退役军人事务局文件\n\n临退役军人发〔2024〕7号",
    title: str = "关于做好走访慰问工作的通知",
    to: str = "各县（区）退役军人事务局：",
    body: str = BODY,
    end: str = "临泽市退役军人事务局\n2024年1月9日",
) -> str:
    return "\n\n".join(part for part in (front, title, to, body, end) if part)


def head(**parts: str) -> Head:
    return reader.read(notice(**parts)).document

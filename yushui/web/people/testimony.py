"""What a source said of a person, as a page shows it: labels in words, numbers masked."""

from dataclasses import dataclass
from datetime import date

from yushui.kernel.secrets import mask_id_card, mask_phone
from yushui.people import categories, seals
from yushui.people.models import Sex, SourceRecord
from yushui.web import formats


_LABELS = {
    "name": "姓名",
    "sex": "性别",
    "birth_on": "出生日期",
    "id_number": "身份证号",
    "phone": "联系电话",
    "relation": "与户主关系",
    "head_name": "户主",
    "household_code": "家庭编号",
    "place": "地方",
    "address": "住址",
    "categories": "人员类别",
    "note": "备注",
}
_MASKS = {"id_number": mask_id_card, "phone": mask_phone}


@dataclass(frozen=True)
class Told:
    """One source's words; `facts` are labels with what was said of them."""

    record: SourceRecord
    origin: str
    facts: list[tuple[str, str]]


def told(record: SourceRecord) -> Told:
    said = record.said | seals.numbers_of(record)
    facts = [(label, _shown(key, said[key])) for key, label in _LABELS.items() if key in said]
    origin = f"{record.roster.name} 第 {record.row} 行" if record.roster else ""
    return Told(record, origin, facts)


def _shown(key: str, value: str | list[str]) -> str:
    if isinstance(value, list):
        return "、".join(map(categories.label, value))
    if key in _MASKS and value:
        return _MASKS[key](value)
    if key == "birth_on":
        return formats.day(date.fromisoformat(value))
    if key == "sex":
        return str(Sex(value).label)
    return value or "（已删去）"

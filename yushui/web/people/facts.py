"""What pages that set sources beside each other say of a person: labels, and numbers masked."""

from yushui.people import catalogue
from yushui.people.importing.columns import label_of


_ROSTERS = (
    "name", "sex", "birth_on", "id_number", "phone", "address", "head_name", "relation",
    "categories", "cause", "household_code", "note",
)  # fmt: skip
# By field, in the order of a page; the words are those above the columns of rosters.
LABELS = {key: label_of(key) for key in _ROSTERS} | {
    "place": "所在村（社区）",
    "household": "所在家庭",
}
_FIELDS = {"id_number": "people.person.id_sealed", "phone": "people.person.phone_sealed"}


def masked(key: str, value: str) -> str:
    """A value as everybody may read it who sees the person."""
    return catalogue.masked(_FIELDS[key], value) if key in _FIELDS else value

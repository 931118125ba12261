"""What pages that set sources beside each other say of a person: labels, and numbers masked."""

from yushui.kernel.secrets import mask_id_card, mask_phone
from yushui.people.importing.columns import label_of


_ROSTERS = (
    "name", "sex", "birth_on", "id_number", "phone", "address", "head_name", "relation",
    "categories", "household_code", "note",
)  # fmt: skip
# By field, in the order of a page; the words are those above the columns of rosters.
LABELS = {key: label_of(key) for key in _ROSTERS} | {"place": "所在村（社区）"}
_MASKS = {"id_number": mask_id_card, "phone": mask_phone}


def masked(key: str, value: str) -> str:
    """A value as everybody may read it who sees the person."""
    return _MASKS[key](value) if value and key in _MASKS else value

"""Numbers people and places are known by: read from text, checked, refused in a sentence.

Everything here takes text. A cell that holds a number instead has lost what text would have kept;
pass its printed form, and the reader will say so.
"""

from yushui.kernel.identifiers.division import DivisionCode, Level, division_code
from yushui.kernel.identifiers.id_card import IdCard, Sex, age_on, check_character, id_card
from yushui.kernel.identifiers.numbers import Checked, bank_card, credit_code
from yushui.kernel.identifiers.phones import Line, Phone, phone, phones
from yushui.kernel.identifiers.text import masked_runs


__all__ = [
    "Checked",
    "DivisionCode",
    "IdCard",
    "Level",
    "Line",
    "Phone",
    "Sex",
    "age_on",
    "bank_card",
    "check_character",
    "credit_code",
    "division_code",
    "id_card",
    "masked_runs",
    "phone",
    "phones",
]

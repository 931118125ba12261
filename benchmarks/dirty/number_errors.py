"""What happens to identity numbers and telephones."""

from benchmarks.dirty.entries import ID, PHONE, Entry, Error, Scene
from benchmarks.dirty.people import NOBODY
from benchmarks.dirty.service import number as new_phone
from yushui.kernel.identifiers.id_card import check_character


_WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def missing_id(entry: Entry, _: Scene) -> bool:
    entry.cells[ID] = ""
    return True


def relatives_id(entry: Entry, scene: Scene) -> bool:
    """The father's or the wife's number, from the household book's other page."""
    family = scene.relatives(entry.person) or scene.housemates(entry.person)
    return bool(family) and _id(entry, scene.rng.choice(family).id_number)


def id_of_row_above(entry: Entry, _: Scene) -> bool:
    """Copied down with the mouse."""
    return entry.above is not None and _id(entry, entry.above.person.id_number)


def other_id(entry: Entry, scene: Scene) -> bool:
    """A number of some other person that is right in itself."""
    return _id(entry, scene.rng.choice(scene.population.people).id_number)


def reissued_id(entry: Entry, scene: Scene) -> bool:
    """Given anew by the police since, for two people had the same."""
    own = entry.person.id_number
    order = (int(own[14:17]) + 2 * scene.rng.randint(1, 300)) % 1000
    seventeen = f"{own[:14]}{order:03}"
    return _id(entry, seventeen + check_character(seventeen))


def _id(entry: Entry, other: str) -> bool:
    """Put another number for one's own, unless that has been done."""
    own = entry.person.id_number
    if entry.cells[ID] != own or own == other:
        return False
    entry.cells[ID] = other
    return True


def wrong_id_digit(entry: Entry, scene: Scene) -> bool:
    return _wrong_digit(entry, scene, ID)


def _wrong_digit(entry: Entry, scene: Scene, column: int) -> bool:
    text = entry.cells[column]
    places = [place for place, digit in enumerate(text) if digit.isdecimal()]
    if not places:
        return False
    place = scene.rng.choice(places)
    other = scene.rng.choice([digit for digit in "0123456789" if digit != text[place]])
    entry.cells[column] = text[:place] + other + text[place + 1 :]
    return True


def transposed_id(entry: Entry, scene: Scene) -> bool:
    text = entry.cells[ID]
    places = [place for place in range(len(text) - 1) if text[place] != text[place + 1]]
    if not places:
        return False
    place = scene.rng.choice(places)
    entry.cells[ID] = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return True


def id_length(entry: Entry, scene: Scene) -> bool:
    """A digit left out, or one typed twice."""
    text = entry.cells[ID]
    if not text:
        return False
    place = scene.rng.randrange(len(text))
    doubled = text[place] * 2 if scene.rng.random() < 0.4 else ""
    entry.cells[ID] = text[:place] + doubled + text[place + 1 :]
    return True


def old_id(entry: Entry, _: Scene) -> bool:
    """The fifteen digits of the first generation; who was born in this century never had them."""
    text = entry.cells[ID]
    if len(text) != 18 or text[6:8] != "19":
        return False
    entry.cells[ID] = text[:6] + text[8:17]
    return True


def id_by_spreadsheet(entry: Entry, scene: Scene) -> bool:
    """Kept as a number: fifteen digits are right, or six of the exponential form."""
    text = entry.cells[ID]
    if len(text) != 18 or not text[:15].isdecimal():
        return False
    if scene.rng.random() < 0.65:
        entry.cells[ID] = text[:15] + "000"
    else:
        entry.cells[ID] = f"{float(text[:15] + '000'):.5E}"
    return True


def id_written_otherwise(entry: Entry, scene: Scene) -> bool:
    """The right number in full width, with spaces, quotes or a small x."""
    text = entry.cells[ID]
    if not text or "+" in text:
        return False
    if text.endswith("X") and scene.rng.random() < 0.6:
        entry.cells[ID] = text[:-1] + scene.rng.choice(("x", "×", "ｘ", "*"))
        return True
    ways = (
        text.translate(_WIDE), f"{text[:6]} {text[6:14]} {text[14:]}", f"'{text}", f"{text}'",
        f"{text} ", f"‘{text}", f"{text}\t", f"{text[:6]}-{text[6:14]}-{text[14:]}",
    )  # fmt: skip
    entry.cells[ID] = scene.rng.choice(ways)
    return True


def missing_phone(entry: Entry, _: Scene) -> bool:
    entry.cells[PHONE] = ""
    return True


def changed_phone(entry: Entry, scene: Scene) -> bool:
    return _phone(entry, new_phone(scene.rng))


def _phone(entry: Entry, other: str) -> bool:
    """Put another number for one's own, unless that has been done."""
    own = entry.person.phone
    if entry.cells[PHONE] != own or own == other:
        return False
    entry.cells[PHONE] = other
    return True


def relatives_phone(entry: Entry, scene: Scene) -> bool:
    """The parents', the wife's or the house's."""
    family = scene.relatives(entry.person) or scene.housemates(entry.person)
    return bool(family) and _phone(entry, scene.rng.choice(family).phone)


def parents_phone(entry: Entry, scene: Scene) -> bool:
    person = entry.person
    parents = [index for index in (person.father, person.mother) if index != NOBODY]
    if not parents:
        return False
    return _phone(entry, scene.population.people[scene.rng.choice(parents)].phone)


def officials_phone(entry: Entry, scene: Scene) -> bool:
    """The village secretary's number, which stands beside everybody of the village."""
    village = entry.person.house.village
    block = sum(map(ord, village.township + village.name)) * 7919 % 10**8
    return _phone(entry, f"154{block:08}")


def wrong_phone_digit(entry: Entry, scene: Scene) -> bool:
    return _wrong_digit(entry, scene, PHONE)


def two_phones(entry: Entry, scene: Scene) -> bool:
    """Two in one cell, the right one first or last."""
    right = entry.cells[PHONE]
    if not right:
        return False
    pair = [right, new_phone(scene.rng)]
    scene.rng.shuffle(pair)
    entry.cells[PHONE] = scene.rng.choice(("/", "、", " ", "；", "\n", ",")).join(pair)
    return True


def landline(entry: Entry, scene: Scene) -> bool:
    """With an area code that nowhere has."""
    local = f"{scene.rng.randint(2000000, 8999999)}"
    return _phone(entry, scene.rng.choice((f"0329-{local}", f"0329{local}", local)))


def phone_written_otherwise(entry: Entry, scene: Scene) -> bool:
    text = entry.cells[PHONE]
    if len(text) != 11 or not text.isdecimal():
        return False
    ways = (
        f"{text[:3]}-{text[3:7]}-{text[7:]}", f"{text[:3]} {text[3:7]} {text[7:]}", f"+86{text}",
        text.translate(_WIDE), f"{text}.0", f"{text}（本人）",
    )  # fmt: skip
    entry.cells[PHONE] = scene.rng.choice(ways)
    return True


KINDS: dict[str, Error] = {
    "id_missing": missing_id,
    "id_other": other_id,
    "id_relative": relatives_id,
    "id_row_above": id_of_row_above,
    "id_reissued": reissued_id,
    "id_wrong_digit": wrong_id_digit,
    "id_transposed": transposed_id,
    "id_length": id_length,
    "id_old": old_id,
    "id_spreadsheet": id_by_spreadsheet,
    "id_format": id_written_otherwise,
    "phone_missing": missing_phone,
    "phone_changed": changed_phone,
    "phone_relative": relatives_phone,
    "phone_parent": parents_phone,
    "phone_official": officials_phone,
    "phone_wrong_digit": wrong_phone_digit,
    "phone_landline": landline,
    "phone_two": two_phones,
    "phone_format": phone_written_otherwise,
}

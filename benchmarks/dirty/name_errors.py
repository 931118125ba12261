"""What happens to a name between a mouth, a paper and a keyboard."""

from benchmarks.dirty.entries import NAME, Entry, Error, Scene
from benchmarks.dirty.words import WORDS, alike, letters


_HOMOPHONES = alike(WORDS["slips"]["homophones"])
_LOOKALIKES = alike(WORDS["slips"]["lookalikes"])
_VARIANTS = {pair[0]: pair[1] for pair in WORDS["slips"]["variants"].split() if len(pair) == 2}
_RARE: dict[str, list[str]] = WORDS["rare"]
_ANY = letters(WORDS["given"]["male"]["1970"]["characters"])
_SUFFIXES = "同志 （已故） (烈属) （军属） (退役) ★ 1 （大） 先生 [已迁出]".split()
_DOTS = ("•", "．", ".", "・", "-", " ", "", "‧")


def _swapped(entry: Entry, scene: Scene, table: dict[str, str]) -> bool:
    """Replace one character by one of its likes; the surname more rarely than the rest."""
    name = entry.cells[NAME]
    places = [place for place, character in enumerate(name) if character in table]
    if len(places) > 1 and places[0] == 0 and scene.rng.random() < 0.7:
        places = places[1:]
    if not places:
        return False
    place = scene.rng.choice(places)
    other = scene.rng.choice(table[name[place]])
    entry.cells[NAME] = name[:place] + other + name[place + 1 :]
    return True


def homophone(entry: Entry, scene: Scene) -> bool:
    return _swapped(entry, scene, _HOMOPHONES)


def lookalike(entry: Entry, scene: Scene) -> bool:
    return _swapped(entry, scene, _LOOKALIKES)


def variant(entry: Entry, scene: Scene) -> bool:
    """One character in its other form, or the whole name in traditional ones."""
    if scene.rng.random() < 0.5:
        return _swapped(entry, scene, _VARIANTS)
    name = entry.cells[NAME]
    entry.cells[NAME] = "".join(_VARIANTS.get(character, character) for character in name)
    return entry.cells[NAME] != name


def replaced(entry: Entry, scene: Scene) -> bool:
    name = entry.cells[NAME]
    place = scene.rng.randrange(1, len(name)) if scene.rng.random() < 0.85 else 0
    other = scene.rng.choice([one for one in _ANY if one != name[place]])
    entry.cells[NAME] = name[:place] + other + name[place + 1 :]
    return True


def missing_character(entry: Entry, scene: Scene) -> bool:
    name = entry.cells[NAME]
    if len(name) < 3:
        return False
    place = scene.rng.randrange(1, len(name))
    entry.cells[NAME] = name[:place] + name[place + 1 :]
    return True


def additional_character(entry: Entry, scene: Scene) -> bool:
    """Two characters for one, or the same one typed twice."""
    name = entry.cells[NAME]
    place = scene.rng.randrange(1, len(name) + 1)
    more = name[place - 1] if scene.rng.random() < 0.4 else scene.rng.choice(_ANY)
    entry.cells[NAME] = name[:place] + more + name[place:]
    return True


def transposed(entry: Entry, scene: Scene) -> bool:
    name = entry.cells[NAME]
    places = [place for place in range(1, len(name) - 1) if name[place] != name[place + 1]]
    if not places:
        return False
    place = scene.rng.choice(places)
    entry.cells[NAME] = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    return True


def rare(entry: Entry, scene: Scene) -> bool:
    """A character the keyboard does not have: a mark, its parts, its reading or nothing."""
    name = entry.cells[NAME]
    for character in name:
        if character in _RARE:
            parts, reading = _RARE[character]
            ways = ("?", "？", "□", "*", parts, f"({parts})", reading, reading.lower(), " ")
            entry.cells[NAME] = name.replace(character, scene.rng.choice(ways))
            return True
    return False


def dot(entry: Entry, scene: Scene) -> bool:
    name = entry.cells[NAME]
    entry.cells[NAME] = name.replace("·", scene.rng.choice(_DOTS))
    return entry.cells[NAME] != name


def shortened(entry: Entry, scene: Scene) -> bool:
    """The father's name left away, or the own name cut to what the form had room for."""
    name = entry.cells[NAME]
    own, middle, _ = name.partition("·")
    if middle:
        entry.cells[NAME] = own if scene.rng.random() < 0.6 else name[: max(len(own) + 2, 5)]
    elif len(name) > 3:
        entry.cells[NAME] = name[: scene.rng.choice((2, 3))]
    return entry.cells[NAME] != name


def spaced(entry: Entry, scene: Scene) -> bool:
    """Spread over the width of the column, or surrounded by what the export left."""
    name = entry.cells[NAME]
    between = scene.rng.choice((" ", "　", "  "))
    ways = (between.join(name), name + between, between + name, f"{name[:1]}{between}{name[1:]}")
    entry.cells[NAME] = scene.rng.choice(ways)
    return True


def suffixed(entry: Entry, scene: Scene) -> bool:
    entry.cells[NAME] += scene.rng.choice(_SUFFIXES)
    return True


def former(entry: Entry, scene: Scene) -> bool:
    """The name of before: another given name, sometimes a mother's surname."""
    person, rng = entry.person, scene.rng
    if "·" in person.name:
        return False
    mother = scene.relatives(person)
    surname = person.name[0]
    if mother and rng.random() < 0.1:
        surname = mother[-1].name[0]
    namer = scene.population.namer
    given = namer.given(is_male=person.is_male, year=person.born_on.year)
    name = entry.cells[NAME]
    entry.cells[NAME] = f"{name}（{surname}{given}）" if rng.random() < 0.15 else surname + given
    return entry.cells[NAME] != name


KINDS: dict[str, Error] = {
    "name_former": former,
    "name_homophone": homophone,
    "name_lookalike": lookalike,
    "name_replaced": replaced,
    "name_missing_character": missing_character,
    "name_additional_character": additional_character,
    "name_transposed": transposed,
    "name_variant": variant,
    "name_rare": rare,
    "name_dot": dot,
    "name_shortened": shortened,
    "name_suffix": suffixed,
    "name_spaced": spaced,
}

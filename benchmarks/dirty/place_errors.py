"""What happens to places: levels left out, cut short, renamed, or not those of today."""

from benchmarks.dirty.entries import ADDRESS, COUNTY, TOWNSHIP, VILLAGE, Entry, Error, Scene, native
from benchmarks.dirty.places import Village, address


def _put(entry: Entry, village: Village) -> None:
    entry.cells[COUNTY : VILLAGE + 1] = [village.county.name, village.township, village.name]


def moved(entry: Entry, scene: Scene) -> bool:
    """Lives in another county since, often in a town."""
    villages = scene.population.prefecture.villages
    county = entry.person.house.village.county
    found = scene.rng.choice(villages)
    for _ in range(20):
        if found.county is not county:
            break
        found = scene.rng.choice(villages)
    _put(entry, found)
    entry.cells[ADDRESS] = address(scene.rng, found)
    return found.county is not county


def native_place(entry: Entry, _: Scene) -> bool:
    """Where the family comes from in the place of where it lives."""
    place = native(entry.person)
    cells = entry.cells
    if place.endswith(cells[COUNTY]) or not cells[COUNTY]:
        return False
    cells[COUNTY : ADDRESS + 1] = [place, "", "", ""]
    return True


def neighbouring(entry: Entry, scene: Scene) -> bool:
    """The next village: copied from the row above, or merged with it since."""
    if not entry.cells[VILLAGE]:
        return False
    before = entry.cells[VILLAGE]
    entry.cells[VILLAGE] = scene.rng.choice(entry.person.house.village.neighbours).name
    return entry.cells[VILLAGE] != before


def former_name(entry: Entry, scene: Scene) -> bool:
    """The village's or the township's name of before the mergers."""
    village = entry.person.house.village
    if entry.cells[VILLAGE] == village.name and village.former:
        entry.cells[VILLAGE] = village.former
        if not village.former_township or scene.rng.random() < 0.6:
            return True
    if entry.cells[TOWNSHIP] != village.township or not village.former_township:
        return entry.cells[VILLAGE] == village.former != ""
    entry.cells[TOWNSHIP] = village.former_township
    return True


def missing_county(entry: Entry, _: Scene) -> bool:
    return _left_out(entry, COUNTY)


def missing_township(entry: Entry, _: Scene) -> bool:
    return _left_out(entry, TOWNSHIP)


def missing_village(entry: Entry, _: Scene) -> bool:
    return _left_out(entry, VILLAGE)


def _left_out(entry: Entry, level: int) -> bool:
    before = entry.cells[level]
    entry.cells[level] = ""
    return before != ""


def abbreviated(entry: Entry, scene: Scene) -> bool:
    """柳林 for 柳林镇; one level or all."""
    levels = [COUNTY, TOWNSHIP, VILLAGE]
    if scene.rng.random() < 0.6:
        levels = [scene.rng.choice(levels)]
    before = list(entry.cells)
    for level in levels:
        text = entry.cells[level]
        for ending in ("街道", "社区", "村", "镇", "乡", "县", "区"):
            if text.endswith(ending) and len(text) > 2:
                entry.cells[level] = text.removesuffix(ending)
                break
    return entry.cells != before


def wordy(entry: Entry, scene: Scene) -> bool:
    """村委会 for 村, 社区居委会 for 社区, 办事处 after 街道."""
    words = {"村": ("村委会", "村民委员会"), "社区": ("社区居委会", "居委会")}
    for ending, longer in words.items():
        if entry.cells[VILLAGE].endswith(ending):
            stem = entry.cells[VILLAGE].removesuffix(ending)
            entry.cells[VILLAGE] = stem + scene.rng.choice(longer)
            return True
    return False


def other_house(entry: Entry, scene: Scene) -> bool:
    """The number of the house differs: renumbered, or the parents'."""
    if not entry.cells[ADDRESS]:
        return False
    before = entry.cells[ADDRESS]
    entry.cells[ADDRESS] = address(scene.rng, entry.person.house.village)
    return entry.cells[ADDRESS] != before


def without_house(entry: Entry, _: Scene) -> bool:
    return _left_out(entry, ADDRESS)


def address_from_township(entry: Entry, _: Scene) -> bool:
    return _upper(entry, TOWNSHIP)


def address_from_village(entry: Entry, _: Scene) -> bool:
    return _upper(entry, VILLAGE)


def _upper(entry: Entry, start: int) -> bool:
    if entry.upper >= start:
        return False
    entry.upper = start
    return True


KINDS: dict[str, Error] = {
    "place_moved": moved,
    "place_native": native_place,
    "place_neighbour": neighbouring,
    "place_former": former_name,
    "place_no_county": missing_county,
    "place_no_township": missing_township,
    "place_no_village": missing_village,
    "place_abbreviated": abbreviated,
    "place_wordy": wordy,
    "address_other_house": other_house,
    "address_no_house": without_house,
    "address_from_village": address_from_village,
    "address_from_township": address_from_township,
}

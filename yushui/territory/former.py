"""What places were called before: names and codes no longer in force, and who carries them on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from yushui.territory.models import Region, RegionName, RegionSuccession


def called(region: Region) -> dict[str, tuple[int, ...]]:
    """By earlier name or code, the places in force inside the region that carry it on.

    A place that was renamed carries on its own; the parts of one that was divided are several.
    """
    inside = {one.pk: one for one in Region.objects.within(region)}
    after: dict[int, list[int]] = defaultdict(list)
    following = RegionSuccession.objects.filter(old__in=inside).order_by("pk")
    for old, new in following.values_list("old", "new"):
        after[old].append(new)
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for pk, words in _words(inside):
        for heir in _heirs(pk, inside, after):
            for word in filter(None, words):
                found[word][heir] = None
    return {word: tuple(heirs) for word, heirs in found.items()}


def _words(inside: Mapping[int, Region]) -> Iterable[tuple[int, tuple[str, str]]]:
    ended = [one for one in inside.values() if one.valid_to is not None]
    yield from ((one.pk, (one.name, one.code)) for one in ended)
    earlier = RegionName.objects.filter(region__in=inside).order_by("pk")
    for pk, name, code in earlier.values_list("region", "name", "code"):
        yield pk, (name, code)


def _heirs(pk: int, inside: Mapping[int, Region], after: Mapping[int, list[int]]) -> list[int]:
    """Down the line of successions to what is in force, as far as it stays inside."""
    found: dict[int, None] = {}
    waiting, asked = [pk], {pk}
    while waiting:
        place = inside.get(waiting.pop(0))
        if place is None:
            continue
        if place.valid_to is None:
            found[place.pk] = None
            continue
        fresh = [one for one in after.get(place.pk, ()) if one not in asked]
        asked.update(fresh)
        waiting += fresh
    return [*found]

"""Sets of categories and their ids: each exact set is stored once and remembered by the process.

Only what is committed is remembered. An id seen inside a transaction may be rolled back, and SQLite
would then hand it to another set.
"""

from collections.abc import Collection, Iterable

from django.db import transaction

from yushui.ledger.models import CategorySet


Codes = frozenset[str]

_ids: dict[Codes, int] = {}
_codes: dict[int, Codes] = {}


def ids_of(wanted: Iterable[Codes]) -> dict[Codes, int]:
    """The id of every set, stored now where it is new."""
    sets = set(wanted)
    if sets <= _ids.keys():
        return {codes: _ids[codes] for codes in sets}
    missing = {_text(codes): codes for codes in sets if codes not in _ids}
    found = _stored(missing)
    unheard = sorted(missing.keys() - found.keys())
    if unheard:
        # Sorted, so that two transactions with the same new sets wait in line, not in a ring.
        CategorySet.objects.bulk_create(
            (CategorySet(codes=text) for text in unheard), ignore_conflicts=True
        )
        found |= _stored(unheard)
    new = {missing[text]: pk for text, pk in found.items()}
    _remember(new)
    return {codes: new.get(codes) or _ids[codes] for codes in sets}


def codes_of(ids: Iterable[int]) -> dict[int, Codes]:
    """The set behind every id."""
    asked = set(ids)
    unknown = asked - _codes.keys()
    rows = CategorySet.objects.filter(pk__in=unknown).values_list("pk", "codes") if unknown else ()
    found = {pk: _set(text) for pk, text in rows}
    _remember({codes: pk for pk, codes in found.items()})
    return {pk: found[pk] if pk in found else _codes[pk] for pk in asked}


def every() -> dict[int, Codes]:
    """All sets ever used, a few hundred."""
    found = {pk: _set(text) for pk, text in CategorySet.objects.values_list("pk", "codes")}
    _remember({codes: pk for pk, codes in found.items()})
    return found


def known() -> dict[int, Codes]:
    """The sets this process has heard of; there may be newer ones."""
    return dict(_codes) or every()


def forget() -> None:
    """Forget what is remembered: for tests, where the database under the process is emptied."""
    _ids.clear()
    _codes.clear()


def _stored(texts: Collection[str]) -> dict[str, int]:
    if not texts:
        return {}
    return dict(CategorySet.objects.filter(codes__in=texts).values_list("codes", "pk"))


def _remember(known: dict[Codes, int]) -> None:
    def keep() -> None:
        _ids.update(known)
        _codes.update({pk: codes for codes, pk in known.items()})

    if known:
        transaction.on_commit(keep)


def _text(codes: Codes) -> str:
    return ",".join(sorted(codes))


def _set(text: str) -> Codes:
    return frozenset(text.split(",")) if text else frozenset()

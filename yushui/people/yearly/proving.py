"""Digests of a yearly list: keyed, so that whoever changes a row cannot make its digest too.

The digest of the whole is over its head, over those of its rows in their order, and over that of
the year before: the lists of a county are a chain.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hmac import compare_digest

from yushui.audit.marks import canonical
from yushui.kernel import keys, secrets
from yushui.kernel.secrets import Mac, Tampered
from yushui.people import seals
from yushui.people.models import GONE, Yearbook, YearbookEntry
from yushui.people.yearly import gathering


AT_ONCE = 2_000


def number(entries: Sequence[YearbookEntry], yearbook: Yearbook) -> None:
    """Give the entries their places in the list, and each its digest."""
    for position, entry in enumerate(entries, start=1):
        entry.yearbook, entry.position = yearbook, position
        entry.digest = of_entry(entry)


def of_entry(entry: YearbookEntry) -> str:
    """Over what it says, the numbers themselves and not the key that seals them."""
    told = [
        entry.position,
        str(entry.person_uid),
        entry.person_key,
        entry.name,
        entry.sex,
        str(entry.birth_on or ""),
        entry.relation,
        entry.categories,
        entry.household_code,
        entry.head_name,
        entry.village_id,
        entry.place_name,
        entry.address,
        seals.opened_id(entry.person_uid, entry.id_sealed),
        entry.id_index,
        seals.opened_phone(entry.person_uid, entry.phone_sealed),
        entry.phone_index,
        entry.fate,
        entry.changed,
    ]
    return _mac("entry").digest(canonical(told)).hex()


def of_yearbook(yearbook: Yearbook, digests: Iterable[str]) -> str:
    head = [
        yearbook.unit_id,
        yearbook.year,
        yearbook.before.digest if yearbook.before else "",
        yearbook.household_count,
        yearbook.person_count,
    ]
    return _mac("whole").digest(canonical(head), "".join(digests).encode("ascii")).hex()


def flaws(yearbook: Yearbook) -> Iterator[str]:
    """What of a list is not as it was frozen, each in a sentence."""
    digests, counted = list[str](), list[YearbookEntry]()
    for entry in yearbook.entries.order_by("position").iterator(chunk_size=AT_ONCE):
        digests.append(entry.digest)
        if not _is_genuine(entry):
            yield f"第{entry.position}条（{entry.name}）的内容在冻结以后被改过。"
        if entry.fate not in GONE:
            counted.append(entry)
    if not compare_digest(yearbook.digest, of_yearbook(yearbook, digests)):
        yield "条目有增减、换过次序，或者户数、人数被改过：整本的校验码不符。"
    yield from _miscounted(yearbook, counted)


def _miscounted(yearbook: Yearbook, counted: list[YearbookEntry]) -> Iterator[str]:
    """Villages whose number is not that of their entries."""
    villages = gathering.count(counted, {})
    for one in yearbook.headcounts.for_listing():
        held = villages.get(one.village_id, Counter())
        if (one.household_count, one.person_count) != (len(held), held.total()):
            yield f"{one.place_name}的底数与条目不符。"


def _is_genuine(entry: YearbookEntry) -> bool:
    try:
        return compare_digest(entry.digest, of_entry(entry))
    except Tampered:
        return False


def _mac(purpose: str) -> Mac:
    return secrets.mac(keys.provider(), keys.AUDIT, f"yearbook\0{purpose}")

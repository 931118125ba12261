"""From the words 县、乡镇、村 of a roster to the one place they mean.

Only places in force inside the importing unit's region are considered. A name may come without its
ending (石桥 for 石桥镇) or with its superiors before it (临川县石桥镇柳林村); whatever fits several
places is a problem and never a guess.
"""

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from yushui.kernel.errors import RuleViolation
from yushui.kernel.identifiers import division_code, masked_runs
from yushui.territory import former, paths
from yushui.territory.kinds import Level
from yushui.territory.models import Region


_ENDING = re.compile(
    r"(?:村民委员会|居民委员会|社区居委会|村委会|居委会|嘎查委员会|街道办事处|办事处|民族乡"
    r"|社区|嘎查|街道|苏木|[省市县区旗盟镇乡村])$"
)
_NOT_LETTERS = re.compile(r"[\s、,，.。·()（）-]+")
_SHOWN = 3


class Node(NamedTuple):
    """A place as far as recognising it goes."""

    pk: int
    name: str
    path: str
    level: int
    code: str


def plain(word: str) -> str:
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", word))


def stem(name: str) -> str:
    """The name without what kind of place it is; a name of one character keeps its ending."""
    shorter = _ENDING.sub("", name)
    return shorter if len(shorter) > 1 else name


class Gazetteer:
    """The places below one region, and what they may be called."""

    def __init__(
        self,
        root: Node,
        above: Sequence[Node],
        below: Iterable[Node],
        before: Mapping[str, tuple[int, ...]] | None = None,
    ) -> None:
        self.root = root
        # Equal: every word means the same place.
        self.known_by = (root, *above), tuple(below), before
        self.before = before or {}  # names and codes that are no longer in force
        self.outer = {form for node in (root, *above) for form in _forms(node.name)}
        self.nodes: dict[int, Node] = {root.pk: root}
        self.by_name: dict[str, list[Node]] = defaultdict(list)
        self.by_code: dict[str, Node] = {}
        self.parents: set[int] = set()
        self.plain_names: list[tuple[str, Node]] = []
        for node in self.known_by[1]:
            self.nodes[node.pk] = node
            self.by_code[node.code] = node
            self.plain_names.append((plain(node.name), node))
            self.parents.update(paths.ids(node.path)[-2:-1])
            for form in _forms(node.name):
                self.by_name[form].append(node)
        self._seen: dict[tuple[tuple[str, str, str], str], Node | RuleViolation] = {}

    @classmethod
    def of(cls, region: Region) -> "Gazetteer":
        columns = ("pk", "name", "path", "level", "code")
        above = Region.objects.filter(pk__in=paths.ids(region.path)[:-1])
        below = Region.objects.current().within(region).exclude(pk=region.pk)
        return cls(
            Node(region.pk, region.name, region.path, region.level, region.code),
            [Node(*row) for row in above.values_list(*columns)],
            [Node(*row) for row in below.order_by("path").values_list(*columns)],
            former.called(region),
        )

    def is_leaf(self, node: Node) -> bool:
        return node.pk not in self.parents

    def place(self, words: tuple[str, str, str], code: str = "", address: str = "") -> Node:
        """Return the village meant, from the columns first and from the address if they fail."""
        key = (words, code)
        if key not in self._seen:
            try:
                self._seen[key] = self._by_words(words, code)
            except RuleViolation as problem:
                self._seen[key] = problem
        found = self._seen[key]
        if isinstance(found, Node) and self.is_leaf(found):
            return found
        if isinstance(found, Node) and address and not words[2]:
            return self._by_address(found, address)
        if isinstance(found, RuleViolation):
            raise found
        raise RuleViolation(
            f"只写到“{found.name}”，请写明是哪个村（社区），例如“{self._example(found)}”。"
        )

    def _by_words(self, words: tuple[str, str, str], code: str) -> Node:
        node = self.root
        if code:
            number = division_code(code).code
            found = self.by_code.get(number) or self._carried_on(node, number)
            if found is None:
                raise RuleViolation(
                    f"区划代码“{masked_runs(code)}”不是“{node.name}”里现有的地方；请核对代码。"
                )
            return found
        for word in filter(None, map(plain, words)):
            node = self._step(node, word)
        return node

    def _step(self, node: Node, word: str) -> Node:
        """Go down from `node` to the place that `word` names."""
        if word == plain(node.name) or (node is self.root and word in self.outer):
            return node
        rest = self._without_superiors(node, word)
        found = self._within(node, word) or self._within(node, rest)
        found = found or self._split(node, rest) or self._split(node, word)
        if not found and (not rest or word in _forms(node.name)):
            return node
        if len(found) == 1:
            return found[0]
        if found:
            raise RuleViolation(
                f"“{masked_runs(word)}”有{self._listed(found)}，请写明上一级是哪里。"
            )
        if (heir := self._carried_on(node, word) or self._carried_on(node, rest)) is not None:
            return heir
        raise RuleViolation(self._unknown(node, word))

    def _carried_on(self, node: Node, word: str) -> Node | None:
        """The place below `node` that carries on one called so before; of several none is taken."""
        keys = self.before.get(word, ())
        heirs = [one for key in keys if (one := self.nodes.get(key)) and _is_below(one, node)]
        if len(heirs) > 1:
            raise RuleViolation(
                f"“{masked_runs(word)}”已经改为{self._listed(heirs)}，请写明现在是哪一处。"
            )
        return heirs[0] if heirs else None

    def _within(self, node: Node, word: str) -> list[Node]:
        """Places below `node` called `word`; a whole name wins over one without its ending."""
        named = [
            one
            for one in (*self.by_name.get(word, ()), *self.by_name.get(stem(word), ()))
            if one.path.startswith(node.path) and one.pk != node.pk
        ]
        whole = [one for one in named if plain(one.name) == word]
        nearest = min((one.level for one in whole or named), default=0)
        return list(dict.fromkeys(one for one in whole or named if one.level == nearest))

    def _without_superiors(self, node: Node, word: str) -> str:
        """What is left of 云泽市临川县石桥镇 when the superiors are taken off."""
        forms = sorted(self.outer | _forms(node.name), key=len, reverse=True)
        rest = word
        while form := next((one for one in forms if len(one) > 1 and rest.startswith(one)), ""):
            rest = rest[len(form) :]
        return rest

    def _split(self, node: Node, word: str) -> list[Node]:
        """Read 石桥镇柳林村 as a place and one below it."""
        found: list[Node] = []
        for end in range(2, len(word) - 1):
            upper = [one for one in self._within(node, word[:end]) if plain(one.name) == word[:end]]
            for one in upper:
                found += self._within(one, word[end:])
        return list(dict.fromkeys(found))

    def _by_address(self, node: Node, address: str) -> Node:
        """Find the one village whose whole name stands in the address, below what is known."""
        text = plain(address)
        named = [
            one
            for name, one in self.plain_names
            if name in text and one.path.startswith(node.path) and one.pk != node.pk
        ]
        leaves = [one for one in named if self.is_leaf(one)]
        middle = [one for one in named if not self.is_leaf(one)]
        fitting = [leaf for leaf in leaves if all(_is_below(leaf, one) for one in middle)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise RuleViolation(f"住址里的村名有{self._listed(fitting)}，请补一列“乡镇”或“村”。")
        raise RuleViolation(
            f"住址里认不出“{node.name}”的村（社区）；请补一列“村（社区）”，"
            f"写成“{self._example(node)}”这样的全名。"
        )

    def _listed(self, nodes: Sequence[Node]) -> str:
        shown = "、".join(f"“{self._full(node)}”" for node in nodes[:_SHOWN])
        return f"{shown}等{len(nodes)}处" if len(nodes) > _SHOWN else f"{shown}{len(nodes)}处"

    def _full(self, node: Node) -> str:
        above = self.nodes.get(paths.ids(node.path)[-2])
        return f"{above.name}{node.name}" if above and above.pk != self.root.pk else node.name

    def _example(self, node: Node) -> str:
        leaves = (one for one in self.nodes.values() if one.path.startswith(node.path))
        leaf = next((one for one in leaves if self.is_leaf(one)), node)
        return self._full(leaf)

    def _unknown(self, node: Node, word: str) -> str:
        below = [one for one in self.nodes.values() if _is_below(one, node) and one.pk != node.pk]
        level = min((one.level for one in below), default=Level.VILLAGE)
        names = {one.name for one in below if one.level == level}
        near = difflib.get_close_matches(word, names, n=_SHOWN, cutoff=0.5)
        remedy = f"你是不是想写“{'”“'.join(near)}”？" if near else "请核对名称，或由上级单位导入。"
        return f"“{node.name}”里没有“{masked_runs(word)[:20]}”这个地方；{remedy}"


def _forms(name: str) -> frozenset[str]:
    return frozenset({plain(name), stem(plain(name))})


def _is_below(node: Node, other: Node) -> bool:
    return node.path.startswith(other.path)

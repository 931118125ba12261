"""The two trees figures are summed along, and where they are kept."""

from collections.abc import Collection
from dataclasses import dataclass

from yushui.ledger.models import Tree
from yushui.territory.models import Region, Unit


@dataclass(frozen=True)
class Shape:
    """The nodes of a tree, the column of their parent, and the posting's field for its node."""

    nodes: type[Unit] | type[Region]
    parent: str
    field: str

    @property
    def table(self) -> str:
        return self.nodes._meta.db_table

    @property
    def column(self) -> str:
        return f"{self.field}_id"

    def path_of(self, node: int) -> str:
        return self.nodes.objects.values_list("path", flat=True).get(pk=node)


SHAPES: dict[str, Shape] = {
    Tree.UNIT: Shape(Unit, parent="superior_id", field="unit"),
    Tree.PLACE: Shape(Region, parent="parent_id", field="place"),
}


def common(at: Collection[str]) -> str:
    """The path of the lowest node at or above all of these paths; `/` if there is none."""
    lowest = min(at).strip("/").split("/")
    highest = max(at).strip("/").split("/")
    shared = "/"
    for one, other in zip(lowest, highest, strict=False):
        if one != other:
            break
        shared += f"{one}/"
    return shared

"""The two trees figures are summed along, and where they are kept."""

from collections.abc import Collection
from dataclasses import dataclass

from yushui.ledger.models import Tree
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, Unit


@dataclass(frozen=True)
class Shape:
    """The nodes of a tree, the column of their parent, and the posting's field for its node.

    `is_village` is a condition on a node, without the name of its table. Nine nodes of ten are
    villages, and the postings of one are fewer than its balances would be: they have none.
    """

    nodes: type[Unit] | type[Region]
    parent: str
    field: str
    is_village: str

    @property
    def table(self) -> str:
        return self.nodes._meta.db_table

    @property
    def column(self) -> str:
        return f"{self.field}_id"

    def path_of(self, node: int) -> str:
        return self.nodes.objects.values_list("path", flat=True).get(pk=node)


SHAPES: dict[str, Shape] = {
    Tree.UNIT: Shape(Unit, "superior_id", "unit", f"kind = '{Kind.VILLAGE.value}'"),
    Tree.PLACE: Shape(Region, "parent_id", "place", f"level = {Level.VILLAGE.value}"),
}


def common(at: Collection[str]) -> str:
    """The path of the lowest node at or above all of these paths; `/` if there is none."""
    shared = "/"
    for one, other in zip(min(at).split("/")[1:-1], max(at).split("/")[1:-1], strict=False):
        if one != other:
            break
        shared += f"{one}/"
    return shared

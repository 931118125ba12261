"""The stock of gifts: what there is of what, where it came from, and who got it."""

from yushui.goods.models.handout import (
    Distribution,
    DistributionQuerySet,
    Handout,
    HandoutQuerySet,
    Signed,
    Way,
)
from yushui.goods.models.item import Item, ItemQuerySet, Sort
from yushui.goods.models.lot import Lot, LotQuerySet, Origin, Shelf, ShelfQuerySet
from yushui.goods.models.movement import Move, Movement, MovementQuerySet
from yushui.goods.models.ruling import Ruling, RulingQuerySet
from yushui.goods.models.stocktake import StockTake, StockTakeQuerySet


__all__ = [
    "Distribution",
    "DistributionQuerySet",
    "Handout",
    "HandoutQuerySet",
    "Item",
    "ItemQuerySet",
    "Lot",
    "LotQuerySet",
    "Move",
    "Movement",
    "MovementQuerySet",
    "Origin",
    "Ruling",
    "RulingQuerySet",
    "Shelf",
    "ShelfQuerySet",
    "Signed",
    "Sort",
    "StockTake",
    "StockTakeQuerySet",
    "Way",
]

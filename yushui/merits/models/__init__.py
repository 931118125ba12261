"""Citations (立功喜报) on their way to the families, local rules, and plaques (光荣牌)."""

from yushui.merits.models.citation import Citation, CitationQuerySet, Step
from yushui.merits.models.delivery import Bearer, Delivery
from yushui.merits.models.local_rule import LocalRule
from yushui.merits.models.plaque import Plaque, PlaqueEvent, PlaqueQuerySet
from yushui.merits.models.print_run import PrintRun


__all__ = [
    "Bearer",
    "Citation",
    "CitationQuerySet",
    "Delivery",
    "LocalRule",
    "Plaque",
    "PlaqueEvent",
    "PlaqueQuerySet",
    "PrintRun",
    "Step",
]

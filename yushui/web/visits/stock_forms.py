"""Lines of a visit for what it brings out of stock: chosen, counted, and signed for."""

from typing import Any

from django import forms
from django.http import QueryDict

from yushui.funds.models import keeper_of
from yushui.goods.models import Shelf
from yushui.territory.models import Unit
from yushui.visits.calls import GiftLine
from yushui.web.goods.forms import on_the_shelf


MOST_KINDS = 5


class StockLine(forms.Form):
    shelf = forms.ChoiceField(label="从库存选", required=False)
    quantity = forms.IntegerField(label="数量", min_value=1, max_value=10000, initial=1)
    signer = forms.CharField(label="签收人", max_length=40, required=False)
    relation = forms.CharField(label="代领的关系", max_length=20, required=False)

    def __init__(self, *args: Any, shelves: dict[str, Shelf], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shelves = shelves
        field = self.fields["shelf"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "不从库存带"), *((k, on_the_shelf(s)) for k, s in shelves.items())]

    def line(self) -> GiftLine | None:
        values = self.cleaned_data
        shelf = self.shelves.get(values.get("shelf", ""))
        if shelf is None:
            return None
        signed = {name: values[name] for name in ("signer", "relation")}
        return GiftLine.of_stock(shelf.lot, values["quantity"], **signed)


StockLines = forms.formset_factory(StockLine, extra=2, max_num=MOST_KINDS)


def stock_lines(sent: QueryDict, unit: Unit) -> "forms.BaseFormSet[StockLine] | None":
    """Lines to choose from what the unit has; none, where it has nothing."""
    found = Shelf.objects.filter(unit=keeper_of(unit)).in_stock().for_listing()
    shelves = {str(one.pk): one for one in found}
    if not shelves:
        return None
    told = sent if "stock-TOTAL_FORMS" in sent else None
    return StockLines(told, prefix="stock", form_kwargs={"shelves": shelves})


def brought(lines: "forms.BaseFormSet[StockLine] | None") -> list[GiftLine]:
    if lines is None or not lines.is_bound:
        return []
    return [line for form in lines.forms if (line := form.line())]

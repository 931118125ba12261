"""The same roster through django-import-export, written as its manual advises.

It validates and seals with the same functions as ours, so that only the way of importing differs:
bulk mode, batches of a thousand, no report per row, rows matched by the blind index.
"""

from io import BytesIO
from typing import Any

import tablib
from django.db import transaction
from import_export import fields, resources
from openpyxl import load_workbook

from yushui.kernel import clock
from yushui.kernel.identifiers import id_card, phones
from yushui.people import categories, seals
from yushui.people.models import Belonging, Household, Person
from yushui.people.searching import keys
from yushui.territory.models import Region, Unit


class PersonResource(resources.ModelResource):
    id_index = fields.Field(attribute="id_index", column_name="id_index")
    name = fields.Field(attribute="name", column_name="姓名")
    relation = fields.Field(attribute="relation", column_name="与户主关系")

    class Meta:
        model = Person
        fields = ("id_index", "name", "relation")
        import_id_fields = ("id_index",)
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        report_skipped = False

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        self.villages = {
            (region.parent.name, region.name): region
            for region in Region.objects.filter(level=5).select_related("parent")
        }

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        row["id_index"] = seals.id_index(id_card(row["身份证号"], today=clock.today()).number)

    def before_save_instance(self, instance: Person, row: Any, **kwargs: Any) -> None:
        card = id_card(row["身份证号"], today=clock.today())
        instance.reading = keys.reading(instance.name)
        instance.sex = "1" if card.sex == "男" else "2"
        instance.birth_on = card.born_on
        seals.set_id_card(instance, card.number)
        seals.set_phone(instance, str(phones(row["联系电话"])[0]))
        instance.updated_at = clock.now()
        instance.household, _ = Household.objects.get_or_create(
            code=row["家庭编号"],
            defaults={
                "head_name": row["姓名"],
                "region": self.villages[row["乡镇（街道）"], row["村（社区）"]],
                "address": row["家庭住址"],
                "updated_at": clock.now(),
            },
        )

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        if result.has_errors():
            raise RuntimeError(str(result.row_errors()[:1]))
        known = dict(Person.objects.values_list("id_index", "pk"))
        Belonging.objects.bulk_create(
            Belonging(person_id=known[row["id_index"]], category=categories.recognise(word))
            for row in dataset.dict
            for word in row["人员类别"].split("、")
        )


@transaction.atomic
def import_rows(office: Unit, content: bytes) -> None:
    """Read the workbook as tablib does, then import; the first row of ours is a title."""
    sheet = load_workbook(BytesIO(content), read_only=True).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    dataset = tablib.Dataset(*rows[1:], headers=rows[0])
    dataset.append_col(
        [seals.id_index(number) for number in dataset["身份证号"]], header="id_index"
    )
    PersonResource().import_data(dataset, raise_errors=True)

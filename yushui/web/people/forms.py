"""Forms about families and rosters: they turn text into values and know no rules of the work."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet

from yushui.files.preflight import SHEETS
from yushui.kernel import clock
from yushui.people.actions import HouseholdFacts, PersonFacts
from yushui.people.importing.columns import NAME, Upload, known
from yushui.people.importing.mapping import Found
from yushui.people.importing.written import KINDS
from yushui.people.models import ROSTER_SOURCES, Household, Person, PlaceKind, Sex
from yushui.territory.models import Region, Unit
from yushui.web.forms import DayField


REASONS = ("走访慰问联系", "核对身份信息", "发放抚恤补助和慰问金", "办理本人申请事项")


class UploadRoster(forms.Form):
    """A roster's file, for one of the units one imports for."""

    unit = forms.ModelChoiceField(label="导入单位", queryset=Unit.objects.none(), empty_label=None)
    name = forms.CharField(
        label="花名册名称", max_length=120, required=False, help_text="不填就用文件名。"
    )
    source = forms.ChoiceField(label="来源", choices=ROSTER_SOURCES)
    file = forms.FileField(
        label="花名册文件",
        required=False,
        help_text="xlsx、xls、et、ods、csv、docx 或 txt，不超过 20 MB。身份证号一列请用文本格式。",
        widget=forms.FileInput({"accept": ",".join(f".{kind}" for kind in sorted(SHEETS | KINDS))}),
    )
    pasted = forms.CharField(
        label="或者粘贴表格",
        required=False,
        max_length=2_000_000,
        strip=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="从 Word 里复制的表格，连同表头；一格一行的也可以。",
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units
        field.initial = units.first()
        if units.count() < 2:
            field.widget = forms.HiddenInput()
        self.fields["file"].widget.attrs["data-yu-max-bytes"] = settings.YUSHUI_UPLOAD_LIMIT

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        has_text = bool(given.get("pasted", "").strip())
        if "file" not in self.errors and has_text == bool(given.get("file")):
            told = (
                "文件和粘贴的表格只能选一样。" if has_text else "请选择花名册文件，或者粘贴表格。"
            )
            self.add_error("file", told)
        return given

    def upload(self) -> dict[str, Any]:
        """What staging wants to know."""
        file, source = self.cleaned_data["file"], self.cleaned_data["source"]
        pasted = self.cleaned_data["pasted"].replace("\r\n", "\n").encode()
        return {
            "unit": self.cleaned_data["unit"],
            "name": self.cleaned_data["name"],
            "upload": Upload(file.name, file.read(), source)
            if file
            else Upload("粘贴的表格.txt", pasted, source),
        }


class Columns(forms.Form):
    """Which column of the file holds what: one choice for every known column."""

    def __init__(self, *args: Any, columns: list[Found], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "没有这一列")] + [
            (str(column.index), f"{column.letters} 列　{column.label}") for column in columns
        ]
        for column in known():
            self.fields[column.key] = forms.TypedChoiceField(
                label=column.label,
                help_text=column.hint,
                choices=choices,
                coerce=int,
                empty_value=None,
                required=column.key == NAME,
            )


class Reveal(forms.Form):
    """Why a masked number is to be shown."""

    OTHER = "other"
    reason = forms.ChoiceField(
        label="查看事由",
        choices=[("", "请选择"), *((text, text) for text in REASONS), (OTHER, "其他（请写明）")],
    )
    other = forms.CharField(label="其他事由", max_length=60, required=False)

    def told(self) -> str:
        key = "other" if self.cleaned_data["reason"] == self.OTHER else "reason"
        reason: str = self.cleaned_data[key]
        return reason


class SearchNumber(forms.Form):
    number = forms.CharField(label="号码", max_length=40)


class EditHousehold(forms.Form):
    head_name = forms.CharField(label="户主", max_length=40)
    region = forms.ModelChoiceField(
        label="村（社区）", queryset=Region.objects.none(), empty_label=None
    )
    address = forms.CharField(label="住址", max_length=120, required=False)
    place_kind = forms.ChoiceField(label="居住类型", choices=PlaceKind)
    phone = forms.CharField(
        label="家庭电话", max_length=60, required=False, help_text="不改就留空。"
    )

    def __init__(self, *args: Any, household: Household, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "head_name": household.head_name,
            "region": household.region_id,
            "address": household.address,
            "place_kind": household.place_kind,
        }
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        assert isinstance(field, forms.ModelChoiceField)
        neighbours = Region.objects.current().filter(parent=household.region.parent_id)
        field.queryset = neighbours.order_by("code", "pk")

    def facts(self) -> HouseholdFacts:
        return HouseholdFacts(**self.cleaned_data | {"phone": self.cleaned_data["phone"] or None})


class EditPerson(forms.Form):
    name = forms.CharField(label="姓名", max_length=40)
    relation = forms.CharField(label="与户主关系", max_length=20, required=False)
    sex = forms.ChoiceField(label="性别", choices=Sex)
    birth_on = DayField(label="出生日期", required=False)
    id_number = forms.CharField(
        label="身份证号", max_length=24, required=False, help_text="不改就留空。"
    )
    phone = forms.CharField(
        label="联系电话", max_length=60, required=False, help_text="不改就留空。"
    )
    note = forms.CharField(label="备注", max_length=200, required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        shown = ("name", "relation", "sex", "birth_on", "note")
        kwargs["initial"] = {name: getattr(person, name) for name in shown}
        super().__init__(*args, **kwargs)

    def facts(self) -> PersonFacts:
        given = self.cleaned_data
        sealed = {name: given[name] or None for name in ("id_number", "phone")}
        return PersonFacts(**given | sealed)


class VillageField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A village by its own name and that of what it lies in."""

    def label_from_instance(self, region: Region) -> str:
        return f"{region.parent.name}{region.name}" if region.parent else region.name


class AddHousehold(forms.Form):
    """A family by hand, in one of the villages given."""

    region = VillageField(label="村（社区）", queryset=Region.objects.none(), empty_label="请选择")
    head_name = forms.CharField(label="户主", max_length=40)
    address = forms.CharField(label="住址", max_length=120, required=False)
    place_kind = forms.ChoiceField(label="居住类型", choices=PlaceKind)
    phone = forms.CharField(label="家庭电话", max_length=60, required=False)

    def __init__(self, *args: Any, villages: QuerySet[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = villages

    def facts(self) -> HouseholdFacts:
        return HouseholdFacts(**self.cleaned_data)


class AddPerson(forms.Form):
    """Somebody of a family by hand."""

    name = forms.CharField(label="姓名", max_length=40)
    relation = forms.CharField(label="与户主关系", max_length=20, required=False)
    sex = forms.ChoiceField(label="性别", choices=Sex)
    birth_on = DayField(label="出生日期", required=False, help_text="填了身份证号可以不填。")
    id_number = forms.CharField(label="身份证号", max_length=24, required=False)
    phone = forms.CharField(label="联系电话", max_length=60, required=False)
    note = forms.CharField(label="备注", max_length=200, required=False)
    is_other = forms.BooleanField(label="确认不是同一人", required=False)

    def facts(self) -> PersonFacts:
        given = {key: value for key, value in self.cleaned_data.items() if key != "is_other"}
        return PersonFacts(**given)


class Part(forms.Form):
    reason = forms.CharField(label="拆开的原因", max_length=200)


class TakeYearbook(forms.Form):
    """Which year's list to freeze, for one of the counties one works for."""

    unit = forms.ModelChoiceField(label="单位", queryset=Unit.objects.none(), empty_label=None)
    year = forms.TypedChoiceField(label="年度", coerce=int)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, year = self.fields["unit"], self.fields["year"]
        assert isinstance(unit, forms.ModelChoiceField)
        assert isinstance(year, forms.TypedChoiceField)
        unit.queryset = units
        this = clock.today().year
        year.choices = [(one, f"{one} 年") for one in (this, this - 1)]

    def asked(self) -> dict[str, Any]:
        return {"unit": self.cleaned_data["unit"], "year": self.cleaned_data["year"]}


class Void(forms.Form):
    reason = forms.CharField(label="作废原因", max_length=200)


class MakeReply(forms.Form):
    """Whether the numbers that the sender does not have are written in full, and what for."""

    reason = forms.CharField(
        label="列出完整号码的事由",
        max_length=60,
        required=False,
        help_text="不填，号码只列头尾。填了，补充和更正的号码写全，每个号码记一次查看。",
    )

    def __init__(self, *args: Any, may_reveal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_reveal:
            del self.fields["reason"]

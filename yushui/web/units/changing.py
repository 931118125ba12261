"""Forms by which places and units are changed, one for each kind of change.

Each tells from its fields what would move and carries it out, so that the page needs one way for
all: fill in, look at the preview, confirm.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from yushui.accounts.actor import Actor
from yushui.kernel.errors import RuleViolation
from yushui.successions import actions, carrying, policy, queries, rules, shapes
from yushui.successions.actions import Decree
from yushui.successions.carrying import Line
from yushui.successions.shapes import Part
from yushui.territory.kinds import ChangeKind
from yushui.territory.models import Change, Region, Unit
from yushui.web.forms import DayField, UnitField
from yushui.web.units.rows import units_of


PARTS = 3
_OF_A_PART = ("name", "code", "list")


class RegionField(forms.CharField):
    """A place by its name or code, present or earlier, among those the person may change."""

    SHOWN = 5

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", "输入区划名称或 12 位代码；旧名称、旧代码也认得。")
        super().__init__(max_length=60, **options)
        self.roots: tuple[str, ...] = ()

    def clean(self, value: Any) -> Region:
        text = super().clean(value).strip()
        found = [one for one in queries.now_at(text) if one.path.startswith(self.roots)]
        if len(found) == 1:
            return found[0]
        if found:
            told = "、".join(_told(one) for one in found[: self.SHOWN])
            raise forms.ValidationError(f"叫“{text}”的不止一处，请改填区划代码：{told}。")
        raise forms.ValidationError(f"您的管辖范围内没有“{text}”，请核对名称或代码。")


def _told(region: Region) -> str:
    above = f"{region.parent.name}" if region.parent else ""
    return f"{above}{region.name}（{region.code or '无代码'}）"


class Changing(forms.Form):
    """What every change has: its day and its document. `subject` is what is changed."""

    label = ""
    tells = ""

    effective_on = DayField(label="生效日期", help_text="以批复文件写明的日期为准，不能晚于今天。")
    document = forms.CharField(label="依据文号", max_length=80, required=False)

    field_order: Sequence[str] = ()

    def __init__(self, subject: Any, actor: Actor, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.subject, self.actor = subject, actor
        target = self.fields.get("target")
        if isinstance(target, RegionField):
            target.roots = policy.roots(actor)
        if isinstance(target, UnitField):
            target.units = units_of(actor).filter(is_active=True)

    @property
    def on(self) -> date:
        day: date = self.cleaned_data["effective_on"]
        return day

    @property
    def decree(self) -> Decree:
        return Decree(self.on, self.cleaned_data["document"])

    def lines(self) -> list[Line]:
        raise NotImplementedError

    def carry_out(self) -> Change:
        raise NotImplementedError


class RenameRegion(Changing):
    label = "更名"
    tells = "改名称，或者连同代码一起改（如撤县设市、撤乡设镇）。区划还是原来那一个，数据都不动。"

    name = forms.CharField(label="新名称", max_length=60)
    code = forms.CharField(
        label="新区划代码",
        max_length=14,
        required=False,
        help_text="没有变的不填；变了的，下级代码跟着变。",
    )
    field_order = ("name", "code")

    def lines(self) -> list[Line]:
        code = rules.check_code(self.cleaned_data["code"]) or self.subject.code
        return carrying.rename_lines(self.subject, self.cleaned_data["name"], code)

    def carry_out(self) -> Change:
        name, code = self.cleaned_data["name"], self.cleaned_data["code"]
        return actions.rename_region(
            self.subject, name=name, code=code, decree=self.decree, by=self.actor
        )


class MoveRegion(Changing):
    label = "划转"
    tells = "整个划归另一个上级，下级区划、那里的单位和家庭都跟着走。"

    target = RegionField(label="划归")
    code = RenameRegion.base_fields["code"]
    field_order = ("target", "code")

    def lines(self) -> list[Line]:
        target, code = self.cleaned_data["target"], self.cleaned_data["code"]
        return carrying.lines(shapes.move_region(self.subject, target, code=code, on=self.on))

    def carry_out(self) -> Change:
        target, code = self.cleaned_data["target"], self.cleaned_data["code"]
        return actions.move_region(
            self.subject, target, code=code, decree=self.decree, by=self.actor
        )


class MergeRegion(Changing):
    label = "并入"
    tells = "撤销后并入另一处，下级区划、家庭归接收的一处，同类单位合成一个。"

    target = RegionField(label="并入")
    name = forms.CharField(
        label="合并后的名称", max_length=60, required=False, help_text="沿用接收一处名称的不填。"
    )
    field_order = ("target", "name")

    def lines(self) -> list[Line]:
        target = self.cleaned_data["target"]
        return carrying.lines(shapes.merge_regions([self.subject], target, on=self.on))

    def carry_out(self) -> Change:
        target, name = self.cleaned_data["target"], self.cleaned_data["name"]
        return actions.merge_regions(
            [self.subject], target, name=name, decree=self.decree, by=self.actor
        )


class SplitRegion(Changing):
    label = "拆分"
    tells = "分成几处，或者析出一处。名单里没有写到的留在原处，列入待办再分。"

    keeps_rest = forms.BooleanField(
        label="原区划保留，没有写到的仍归原区划（析出）", required=False
    )
    field_order = ("keeps_rest",)

    def __init__(self, subject: Any, actor: Actor, *args: Any, **options: Any) -> None:
        super().__init__(subject, actor, *args, **options)
        self.below = {one.name: one for one in subject.children.current()}
        listed = "归它的下级区划，一行一个" if self.below else "归它的家庭编号，一行一个"
        for number in range(1, PARTS + 1):
            is_needed = number == 1
            self.fields |= {
                f"name_{number}": forms.CharField(
                    label=f"新设第 {number} 处", max_length=60, required=is_needed
                ),
                f"code_{number}": forms.CharField(label="区划代码", max_length=14, required=False),
                f"list_{number}": forms.CharField(
                    label=listed, widget=forms.Textarea({"rows": 4}), required=False
                ),
            }
        said = [f"{what}_{number}" for number in range(1, PARTS + 1) for what in _OF_A_PART]
        self.order_fields([*said, *self.field_order])

    def parts(self) -> list[Part]:
        told = self.cleaned_data
        return [
            Part(
                told[f"name_{number}"],
                rules.check_code(told[f"code_{number}"], field=f"code_{number}"),
                *self._listed(told[f"list_{number}"], field=f"list_{number}"),
            )
            for number in range(1, PARTS + 1)
            if told[f"name_{number}"]
        ]

    def _listed(self, text: str, *, field: str) -> tuple[list[Region], list[str]]:
        return listed(text, self.below, field=field)

    def lines(self) -> list[Line]:
        keeps_rest = self.cleaned_data["keeps_rest"]
        plan = shapes.split_region(self.subject, self.parts(), keeps_rest=keeps_rest, on=self.on)
        made = sum(not one.is_whole for one in plan.regions)
        return [Line("新设区划", made), *carrying.lines(plan)]

    def carry_out(self) -> Change:
        return actions.split_region(
            self.subject,
            self.parts(),
            keeps_rest=self.cleaned_data["keeps_rest"],
            decree=self.decree,
            by=self.actor,
        )


def listed(text: str, below: dict[str, Region], *, field: str) -> tuple[list[Region], list[str]]:
    """Lines of a list: names of lower places where there are any, numbers of families otherwise."""
    words = [word.strip() for word in text.splitlines() if word.strip()]
    if not below:
        return [], words
    if strangers := [word for word in words if word not in below]:
        told = "、".join(strangers[:5])
        raise RuleViolation(f"下级区划里没有：{told}；请照名称逐行写。", field=field)
    return [below[word] for word in words], []


class GiveLeft(forms.Form):
    """What was left in a divided place, given to one of its parts."""

    part = forms.ChoiceField(label="划归")
    rows = forms.CharField(label="名单", widget=forms.Textarea({"rows": 8}), required=False)
    has_all = forms.BooleanField(label="剩下的全部划归它", required=False)

    def __init__(self, region: Region, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.below = {one.name: one for one in region.children.current()}
        self.region = region
        what = "下级区划名称" if self.below else "家庭编号"
        self.fields["rows"].label = f"{what}，一行一个"
        self.parts = {f"{one.pk}": one for one in queries.heirs([region])}
        field = self.fields["part"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, one.name) for key, one in self.parts.items()]

    def clean_part(self) -> Region:
        return self.parts[self.cleaned_data["part"]]

    def given(self) -> dict[str, Any]:
        if self.cleaned_data["has_all"]:
            codes = list(self.region.households.values_list("code", flat=True))
            return {"children": list(self.below.values()), "households": codes}
        children, households = listed(self.cleaned_data["rows"], self.below, field="rows")
        return {"children": children, "households": households}


class RenameUnit(Changing):
    label = "更名"
    tells = "改单位名称；旧名称留作别名，照旧名称也找得到。"

    name = forms.CharField(label="新名称", max_length=60)
    field_order = ("name",)

    def lines(self) -> list[Line]:
        return [Line("单位名称", 1)]

    def carry_out(self) -> Change:
        name = self.cleaned_data["name"]
        return actions.rename_unit(self.subject, name=name, decree=self.decree, by=self.actor)


class MoveUnit(Changing):
    label = "划转"
    tells = "改由另一个单位管理，它的下级单位跟着走。"

    target = UnitField(label="改由谁管理")
    field_order = ("target",)

    def lines(self) -> list[Line]:
        target: Unit = self.cleaned_data["target"]
        return carrying.lines(shapes.move_unit(self.subject, target, on=self.on))

    def carry_out(self) -> Change:
        target = self.cleaned_data["target"]
        return actions.move_unit(self.subject, target, decree=self.decree, by=self.actor)


class MergeUnit(Changing):
    label = "并入"
    tells = "并入另一个同类单位，人员岗位、下级单位和没有办完的事都归接收的单位。"

    target = UnitField(label="并入")
    field_order = ("target",)

    def lines(self) -> list[Line]:
        target: Unit = self.cleaned_data["target"]
        return carrying.lines(shapes.merge_units(self.subject, target, on=self.on))

    def carry_out(self) -> Change:
        target = self.cleaned_data["target"]
        return actions.merge_units(self.subject, target, decree=self.decree, by=self.actor)


OF_REGIONS: dict[str, type[Changing]] = {
    ChangeKind.RENAME: RenameRegion,
    ChangeKind.MOVE: MoveRegion,
    ChangeKind.MERGE: MergeRegion,
    ChangeKind.SPLIT: SplitRegion,
}
OF_UNITS: dict[str, type[Changing]] = {
    ChangeKind.RENAME: RenameUnit,
    ChangeKind.MOVE: MoveUnit,
    ChangeKind.MERGE: MergeUnit,
}

"""A form for each kind of finding, with the words of the field.

Each gives back `content()`, the part of the finding's JSON that it speaks of; what it does not ask
about stays as it was read.
"""

from decimal import Decimal
from typing import Any

from django import forms

from yushui.campaigns.labels import DELIVERABLES, DUTY_KINDS
from yushui.campaigns.standards import BOUNDS, COUNTED, PER
from yushui.notices import rules
from yushui.notices.models import Item, Role
from yushui.notices.reading.vocabulary import categories, occasions
from yushui.web.forms import DayField
from yushui.web.notices.cards import ATTACHMENTS
from yushui.web.notices.forms import Lines


Content = dict[str, Any]


def _words(label: str, *, required: bool = False, length: int = 200, **options: Any) -> Any:
    return forms.CharField(label=label, required=required, max_length=length, **options)


def _hour() -> Any:
    return forms.RegexField(
        rules.HOUR,
        label="几点前",
        required=False,
        help_text="24 小时制，如 17:00；公文没有写的不填。",
        error_messages={"invalid": "时刻请写成 17:00 这样。"},
    )


def _iso(value: Any) -> str | None:
    return value.isoformat() if value else None


class ItemForm(forms.Form):
    """What all of them share: names of fields are those of the JSON."""

    days: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()  # words that are null, not empty, where nothing is said

    def content(self) -> Content:
        values = dict(self.cleaned_data)
        for name in self.days:
            values[name] = _iso(values[name])
        for name in self.emptied:
            values[name] = values[name] or None
        return values

    @classmethod
    def initial_of(cls, content: Content) -> Content:
        return {name: content.get(name) for name in cls.base_fields}


class DocumentForm(ItemForm):
    title = _words("标题", required=True)
    kind = _words("文种", length=10)
    number = _words("发文字号", length=60, help_text="如：临双拥办〔2026〕7号")
    issuers = Lines(label="发文机关", help_text="一行一个，主办机关在前。")
    signed_on = DayField(label="成文日期", required=False)
    disclosure = _words("公开方式", length=20)
    urgency = _words("紧急程度", length=10)
    days = ("signed_on",)
    emptied = ("kind", "disclosure", "urgency")

    def __init__(self, *args: Any, number: Content | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = number or {}

    def content(self) -> Content:
        values = super().content()
        if text := values["number"]:
            values["number"] = self.known if text == self.known.get("text") else {"text": text}
        return values | {"number": values["number"] or None}

    @classmethod
    def initial_of(cls, content: Content) -> Content:
        return super().initial_of(content) | {"number": (content["number"] or {}).get("text", "")}


class CampaignForm(ItemForm):
    name = _words("活动名称", length=120)
    occasion = forms.ChoiceField(label="时节", required=False)
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    festival_on = DayField(label="节日", required=False)
    days = ("festival_on",)
    emptied = ("name", "occasion")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["occasion"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "不限时节"), *((one.label, one.label) for one in occasions())]


class RecipientForm(ItemForm):
    text = _words("收文单位的写法", required=True, help_text="如：各乡镇（街道）")
    role = forms.ChoiceField(label="方式", choices=Role.choices)


class DeadlineForm(ItemForm):
    on = DayField(label="期限", required=False)
    at = _hour()
    what = _words("报送什么", required=True, length=300)
    owed_by = Lines(label="报送单位")
    owed_to = Lines(label="报给谁")
    channel = _words("渠道", length=60)
    deliverables = forms.MultipleChoiceField(
        label="材料",
        required=False,
        choices=list(DELIVERABLES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    days = ("on",)
    emptied = ("channel", "at")


class DutyForm(ItemForm):
    """A duty; its standard is asked for in parts and put together again."""

    kind = forms.ChoiceField(label="任务种类", choices=list(DUTY_KINDS.items()))
    actors = Lines(label="责任单位", help_text="一行一个；不填就是全部收文单位。")
    targets = forms.MultipleChoiceField(
        label="对象类别",
        required=False,
        choices=lambda: [(one.code, one.label) for one in categories()],
        widget=forms.CheckboxSelectMultiple,
    )
    is_all = forms.BooleanField(label="全覆盖（应访尽访）", required=False)
    per = forms.ChoiceField(label="按什么算", required=False, choices=[("", "不限"), *PER.items()])
    at_least = forms.IntegerField(label="至少多少", required=False, min_value=1)
    unit = forms.ChoiceField(
        label="计量单位", required=False, choices=[("", "不限"), *COUNTED.items()]
    )
    yuan_each = forms.DecimalField(
        label="金额标准（元）", required=False, min_value=0, max_digits=9, decimal_places=2
    )
    bound = forms.ChoiceField(
        label="金额怎么算", required=False, choices=[("", "正好这么多"), *BOUNDS.items()]
    )
    due = DayField(label="期限", required=False)
    due_at = _hour()
    quote = _words("原文", length=2000, widget=forms.Textarea({"rows": 3}))
    days = ("due",)
    emptied = ("due_at",)

    def __init__(self, *args: Any, standard: Content | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standard = dict(standard or {})

    def content(self) -> Content:
        values = super().content()
        fen, bound = _fen(values.pop("yuan_each")), values.pop("bound")
        parts = {
            "coverage": "all" if values.pop("is_all") else None,
            "per": values.pop("per"),
            "at_least": values.pop("at_least"),
            "unit": values.pop("unit"),
            "fen_each": fen,
            "bound": bound if fen else None,
        }
        # A least or a most is the end of a range that was read.
        replaced = {*parts, "fen_each_at_most"} if bound else {*parts}
        kept = {key: value for key, value in self.standard.items() if key not in replaced}
        said = {key: value for key, value in parts.items() if value}
        return values | {"standard": kept | said}

    @classmethod
    def initial_of(cls, content: Content) -> Content:
        standard = content["standard"]
        fen = standard.get("fen_each")
        return super().initial_of(content) | {
            "is_all": standard.get("coverage") == "all",
            "per": standard.get("per", ""),
            "at_least": standard.get("at_least"),
            "unit": standard.get("unit", ""),
            "bound": standard.get("bound", ""),
            "yuan_each": Decimal(fen).scaleb(-2) if fen else None,
        }


def _fen(yuan: Decimal | None) -> int | None:
    return int(yuan.scaleb(2)) if yuan else None


class TableForm(ItemForm):
    title = _words("表名")
    header_fields = Lines(label="表头项", help_text="一行一个，如：填报单位（盖章）")
    columns = Lines(
        label="列",
        required=True,
        help_text="一行一列；有两级表头的，用斜线分开，如：走访慰问/户数。",
        widget=forms.Textarea({"rows": 8}),
    )
    emptied = ("title",)

    def __init__(self, *args: Any, columns: list[Content] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {"/".join(column["path"]): column for column in columns or ()}

    def content(self) -> Content:
        values = super().content()
        values["columns"] = [self._column(line) for line in values["columns"]]
        return values

    def _column(self, line: str) -> Content:
        path = [part.strip() for part in line.split("/") if part.strip()]
        fresh = {"path": path, "unit": None, "type": "text", "formula": None}
        return self.known.get("/".join(path), fresh)

    @classmethod
    def initial_of(cls, content: Content) -> Content:
        lines = ["/".join(column["path"]) for column in content["columns"]]
        return super().initial_of(content) | {"columns": lines}


class ContactForm(ItemForm):
    name = _words("姓名", length=60)
    phone = _words("电话", length=60)
    email = _words("邮箱", length=100)
    emptied = ("name", "phone", "email")


class AttachmentForm(ItemForm):
    title = _words("附件名称", required=True)
    kind = forms.ChoiceField(label="种类", choices=list(ATTACHMENTS.items()))
    present = forms.BooleanField(label="附件内容已在文中或已另行下发", required=False)


FORMS: dict[str, type[ItemForm]] = {
    Item.Kind.DOCUMENT: DocumentForm,
    Item.Kind.CAMPAIGN: CampaignForm,
    Item.Kind.RECIPIENT: RecipientForm,
    Item.Kind.DEADLINE: DeadlineForm,
    Item.Kind.DUTY: DutyForm,
    Item.Kind.TABLE: TableForm,
    Item.Kind.CONTACT: ContactForm,
    Item.Kind.ATTACHMENT: AttachmentForm,
}


def form_for(kind: str, content: Content, data: Any = None) -> ItemForm:
    """The form of a kind, filled with `content` where nothing was sent yet."""
    made = FORMS[kind]
    # What a form puts together again from parts, as far as the parts were not changed.
    known = {name: content[name] for name in _KNOWN.get(kind, ())}
    return made(data, initial=made.initial_of(content), auto_id=f"{kind}_%s", **known)


_KNOWN = {
    Item.Kind.DOCUMENT.value: ("number",),
    Item.Kind.DUTY.value: ("standard",),
    Item.Kind.TABLE.value: ("columns",),
}

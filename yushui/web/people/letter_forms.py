"""Forms about letters of condolence: what one says, and to whom it goes."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from yushui.campaigns.models import Campaign
from yushui.kernel import clock
from yushui.people import categories
from yushui.people.actions import Mailing
from yushui.people.lettering import LONGEST_LINE, Words
from yushui.people.models import Addressee, PaperForm, Wording
from yushui.territory.models import Region
from yushui.web.forms import DayField


LONGEST_BODY = 8_000
LEVELS_BELOW = 2


class WriteLetter(forms.Form):
    """A letter, for one of the places one answers for."""

    region = forms.ModelChoiceField(
        label="写给哪里的家庭", queryset=Region.objects.none(), empty_label=None
    )
    name = forms.CharField(
        label="名称",
        max_length=60,
        help_text="只在本系统里用，便于以后找到，例如“2027年春节慰问信（军属）”。",
    )
    title = forms.CharField(label="标题", max_length=LONGEST_LINE, initial="慰问信")
    salutation = forms.CharField(
        label="称呼", max_length=LONGEST_LINE, initial="尊敬的{姓名}{称谓}："
    )
    body = forms.CharField(
        label="正文",
        max_length=LONGEST_BODY,
        widget=forms.Textarea({"rows": 14}),
        help_text="一段写一行，段首不用空格。",
    )
    organs = forms.CharField(
        label="落款单位",
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
        help_text="写全称；几个单位联名的，一行写一个。",
    )
    dated_on = DayField(label="落款日期", initial=clock.today)
    festival = forms.CharField(
        label="节日",
        max_length=20,
        required=False,
        help_text="信里用了 {节日} 的要填，例如“春节”。",
    )

    def __init__(self, *args: Any, places: QuerySet[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = places
        field.initial = places.first()
        if places.count() < 2:
            field.widget = forms.HiddenInput()

    def words(self) -> Words:
        given = self.cleaned_data
        return Words(**{key: given[key] for key in given if key not in ("region", "name")})

    def written(self) -> dict[str, Any]:
        """What the action wants to know."""
        return {"name": self.cleaned_data["name"], "words": self.words()}


class ReviseLetter(WriteLetter):
    """The same, begun from the edition that was read."""

    edition = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, wording: Wording, **kwargs: Any) -> None:
        letter = wording.letter
        shown = ("title", "salutation", "body", "organs", "dated_on", "festival", "edition")
        kwargs["initial"] = {name: getattr(wording, name) for name in shown}
        kwargs["initial"]["name"] = letter.name
        super().__init__(*args, places=Region.objects.filter(pk=letter.region_id), **kwargs)
        del self.fields["region"]

    def words(self) -> Words:
        given = self.cleaned_data
        return Words(**{key: given[key] for key in given if key not in ("edition", "name")})

    def written(self) -> dict[str, Any]:
        return super().written() | {"edition": self.cleaned_data["edition"]}


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Places in the order of the tree, each set in below the one it lies in."""

    outermost = 0

    def label_from_instance(self, region: Region) -> str:
        return f"{'　' * (region.level - self.outermost)}{region.name}"


class ChooseFamilies(forms.Form):
    """To whom a letter goes, and what becomes of it."""

    place = PlaceField(label="地方", queryset=Region.objects.none(), empty_label=None)
    campaign = forms.ModelChoiceField(
        label="走访名单",
        queryset=Campaign.objects.none(),
        required=False,
        empty_label="不限，所有家庭",
        help_text="选了活动，只印给它的走访名单上的家庭。",
    )
    addressee = forms.ChoiceField(
        label="写给谁",
        choices=Addressee,
        initial=Addressee.HEAD,
        help_text="一户一封。写给慰问对象本人的，一户有几位时写给户主或先登记的一位。",
    )
    form = forms.ChoiceField(label="文件", choices=PaperForm, initial=PaperForm.PDF)
    categories = forms.MultipleChoiceField(
        label="人员类别",
        choices=(),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "yu-many"}),
        help_text="不选就是不限类别；选了几类的，家里有其中一类就印。",
    )

    def __init__(
        self, *args: Any, places: QuerySet[Region], campaigns: QuerySet[Campaign], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        place, campaign, category = (
            self.fields[name] for name in ("place", "campaign", "categories")
        )
        assert isinstance(place, PlaceField)
        assert isinstance(campaign, forms.ModelChoiceField)
        assert isinstance(category, forms.MultipleChoiceField)
        place.queryset = places
        place.initial = first = places.first()
        place.outermost = first.level if first else 0
        campaign.queryset = campaigns
        category.choices = categories.choices()

    def mailing(self) -> Mailing:
        given = self.cleaned_data
        return Mailing(
            addressee=given["addressee"],
            form=given["form"],
            campaign=given["campaign"],
            categories=tuple(given["categories"]),
        )

"""What templates say in the offices' habits, and the parts that pages are put together from.

The library is a builtin: no template needs `{% load %}`. Parts are tags with named parameters and
defaults; a parameter that does not exist is an error when the template is compiled.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from yushui.kernel import clock
from yushui.kernel.shares import percent
from yushui.web import formats, navigation, tones
from yushui.web.trail import deeds


register = template.Library()

register.filter("day", formats.day)
register.filter("moment", formats.moment)
register.filter("weekday", formats.weekday)
register.filter("count", formats.count)
register.filter("yuan", formats.yuan)
register.filter("wan", formats.wan)
register.filter("deed", deeds.label)
register.simple_tag(navigation.address, name="address")


@register.filter
def short_day(value: date | datetime | None) -> str:
    return formats.short_day(value, year=clock.today().year)


@register.filter
def fen_yuan(fen: int | None) -> str:
    """Yuan of a figure kept in fen, as the ledger gives it."""
    return formats.yuan(None if fen is None else Decimal(fen).scaleb(-2))


# What moves with a place is told by the names of tables; some are words of ours alone.
_PLAINLY = {"数源（地点）": "统计数字（按地方记的）", "数源（单位）": "统计数字（按单位记的）"}


@register.filter
def plainly(label: str) -> str:
    return _PLAINLY.get(label, label)


_TEN_THOUSAND = 10_000 * 100


@register.filter
def fen_wan(fen: int | None) -> str:
    """In 万元 from ten thousand yuan on; what is less would seem not to add up."""
    if fen is not None and abs(fen) < _TEN_THOUSAND:
        return fen_yuan(fen)
    return formats.wan(None if fen is None else Decimal(fen).scaleb(-2))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite: decoration, unless `label` says what it means."""
    address = f"{static('icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="yu-icon" role="img" aria-label="{}"><use href="{}"></use></svg>',
            label,
            address,
        )
    return format_html(
        '<svg class="yu-icon" aria-hidden="true"><use href="{}"></use></svg>', address
    )


@register.simple_tag
def marked(text: str, wanted: str) -> SafeString:
    """A text with what was looked for made to stand out."""
    start = text.lower().find(wanted.lower()) if wanted else -1
    if start < 0:
        return format_html("{}", text)
    end = start + len(wanted)
    return format_html(
        '{}<mark class="yu-mark">{}</mark>{}', text[:start], text[start:end], text[end:]
    )


@register.simple_tag
def badge(text: str, tone: str = tones.QUIET) -> SafeString:
    """A word in a coloured pill. Tones: ok, wait, bad, info, quiet."""
    return format_html('<span class="yu-badge yu-badge-{}">{}</span>', tone, text)


@register.simple_tag
def state(thing: Any) -> SafeString:
    """The state of anything with a lifecycle, in its own words and the colour of `tones`."""
    return badge(thing.get_state_display(), tones.of_state(thing.state))


@register.simple_tag
def due(on: date | None, is_done: bool = False) -> SafeString:
    """A due day with what is left of it: “7月30日 · 还有 5 天”."""
    if on is None:
        return mark_safe("")
    when = short_day(on)
    if is_done:
        return format_html('<span class="yu-due">{}</span>', when)
    today = clock.today()
    tone = tones.of_days((on - today).days)
    return format_html(
        '<span class="yu-due yu-due-{}"><time datetime="{}">{}</time> · {}</span>',
        tone,
        on.isoformat(),
        when,
        formats.days_left(on, today=today),
    )


@register.simple_tag
def figure_link(text: str, url: str = "", what: str = "") -> SafeString:
    """A figure that opens to what it is summed from; plain text when there is nothing to open."""
    if not url:
        return format_html('<span class="yu-number">{}</span>', text)
    return format_html(
        '<a class="yu-number yu-number-link" href="{}" title="{}">{}</a>',
        url,
        what or "查看明细",
        text,
    )


@register.simple_tag
def masked(value: str, what: str = "") -> SafeString:
    """A value with its middle left out, as the domain masked it; nothing known shows a dash."""
    return format_html('<span class="yu-masked" title="{}">{}</span>', what, value or "—")


@register.inclusion_tag("components/empty.html")
def empty(
    title: str, text: str = "", symbol: str = "inbox", url: str = "", action: str = ""
) -> dict[str, Any]:
    return {"title": title, "text": text, "symbol": symbol, "url": url, "action": action}


@register.inclusion_tag("components/figure.html")
def figure(
    label: str, value: Any, *, unit: str = "", url: str = "", note: str = "", tone: str = ""
) -> dict[str, Any]:
    shown = formats.count(value) if isinstance(value, int) or value is None else value
    return {"label": label, "value": shown, "unit": unit, "url": url, "note": note, "tone": tone}


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int, label: str = "", excused: int = 0) -> dict[str, Any]:
    return {
        "done": done,
        "total": total,
        "label": label,
        "excused": excused,
        "percent": percent(done, total),
        "tone": "ok" if total and done + excused >= total else "",
    }


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any], counter: str = "条") -> dict[str, Any]:
    query = context["request"].GET.copy()
    query.pop("page", None)
    return {"page": page, "counter": counter, "query": query.urlencode()}


@register.inclusion_tag("components/errors.html")
def form_errors(form: BaseForm, said: str = "还有问题需要改正，没有保存：") -> dict[str, Any]:
    return {"form": form, "said": said, "fields": [field for field in form if field.errors]}


@dataclass(frozen=True)
class Tab:
    """One choice of a row of tabs: filters of a list, or faces of one thing."""

    label: str
    url: str
    count: int | None = None
    is_current: bool = False


@register.inclusion_tag("components/tabs.html")
def tabs(choices: Iterable[Tab], label: str) -> dict[str, Any]:
    return {"choices": choices, "label": label}


@dataclass(frozen=True)
class Moment:
    """One line of a timeline."""

    at: datetime
    title: str
    who: str = ""
    text: str = ""
    tone: str = ""


@register.inclusion_tag("components/timeline.html")
def timeline(moments: Sequence[Moment]) -> dict[str, Any]:
    return {"moments": moments}


@register.inclusion_tag("components/chart.html")
def chart(key: str, title: str, option: dict[str, Any], summary: str = "") -> dict[str, Any]:
    return {
        "key": key,
        "option_id": f"{key}-option",
        "title": title,
        "option": option,
        "summary": summary,
    }


@register.simple_block_tag
def card(
    content: str, title: str = "", note: str = "", tone: str = "", level: int = 2
) -> SafeString:
    """A surface with an optional heading, around what stands between the tags."""
    context = {"content": content, "title": title, "note": note, "tone": tone, "level": level}
    written = get_template("components/card.html").render(context)
    return mark_safe(written)  # noqa: S308 - the engine has escaped it

"""A family or a person by number; one that was merged away leads to the entry it went into.

Only for whoever may see both: to others it is not there, as it never was.
"""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.people.models import How, Merge, MergedRow, Person
from yushui.web.http import GoneElsewhere, actor_of


Entry = TypeVar("Entry", bound=Model)


def entry(request: HttpRequest, rows: QuerySet[Entry], pk: int) -> Entry:
    """The one of these rows with this key, or a page that says what became of it."""
    found = rows.filter(pk=pk).first()
    if found is not None:
        return found
    merge = _merge_of(rows.model, pk, actor_of(request))
    raise _leading(merge, rows.model) if merge else Http404


def _merge_of(model: type[Any], pk: int, actor: Actor) -> Merge | None:
    gone = MergedRow.objects.standing().of([(model._meta.label_lower, pk)]).filter(how=How.GONE)
    scope = actor.scope(Permission.PEOPLE_VIEW)
    seen = Merge.objects.filter(
        scope.rows("household__region"),
        Q(person=None) | scope.rows("person__household__region"),
        scope.rows("gone_region"),
    )
    latest = seen.filter(pk__in=gone.values("merge")).order_by("-pk")
    return latest.select_related("household", "person__household").first()


def _leading(merge: Merge, model: type[Model]) -> GoneElsewhere:
    """A merge of persons may have taken a family along, which is then in the other's."""
    person = merge.person if model is Person else None
    home = person.household if person else merge.household
    into = f"{person.name}（{home.head_name}家）" if person else f"{home.head_name}家"
    kind = "这个人" if person else "这一户"
    what = f"{kind}已由{merge.made_by_name}合并到{into}"
    return GoneElsewhere(what, address=reverse("people:show", args=[home.pk]), called=f"打开{into}")

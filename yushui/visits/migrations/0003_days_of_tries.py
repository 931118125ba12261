"""Give the tries counted so far their days, as the trail knows them.

Two of one day become one where the household is still to be visited; what a head has excused stays
as it was decided. A try the trail does not know keeps its count and has no day.
"""

from django.db import migrations
from django.utils import timezone


BATCH = 500


def give_days(apps, schema_editor):
    Target = apps.get_model("visits", "Target")
    tried = Target.objects.filter(tries_count__gt=0).order_by("pk")
    last = 0
    while batch := list(tried.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        days = _days(apps, batch)
        _write(apps, batch, days)


def _days(apps, targets):
    """For each target the first event of every day on which a try was noted."""
    Event = apps.get_model("audit", "Event")
    events = Event.objects.filter(
        kind="visits.tried",
        subject="visits.target",
        subject_id__in=[str(target.pk) for target in targets],
    )
    days = {target.pk: {} for target in targets}
    for event in events.order_by("pk"):
        days[int(event.subject_id)].setdefault(timezone.localdate(event.at), event)
    return days


def _write(apps, targets, days):
    Target, Try = apps.get_model("visits", "Target"), apps.get_model("visits", "Try")
    Try.objects.bulk_create(
        Try(
            target_id=pk,
            tried_on=day,
            noted_at=event.at,
            noted_by_name=event.actor_name[:40],
        )
        for pk, found in days.items()
        for day, event in found.items()
    )
    waiting = [one for one in targets if one.state == "unvisited" and days[one.pk]]
    for target in waiting:
        target.tries_count = len(days[target.pk])
        last = max(days[target.pk])
        Try.objects.filter(target_id=target.pk, tried_on=last).update(note=target.note)
        target.note = ""
    Target.objects.bulk_update(waiting, ["tries_count", "note"])


class Migration(migrations.Migration):
    dependencies = [("visits", "0002_try"), ("audit", "0001_initial")]

    # Back: the count stays on the target; the days go with their table.
    operations = [migrations.RunPython(give_days, migrations.RunPython.noop)]

"""Made-up wishes and worries, told at the doorstep to whoever came from the township."""

from datetime import timedelta

from yushui.accounts.models import User
from yushui.kernel import clock
from yushui.people import actions
from yushui.people.actions import Spoken
from yushui.people.models import Person


SAID = (
    "盼着儿子在部队好好干，家里的事不想让他分心。",
    "一个人住惯了，就是过年过节想有人来说说话。",
    "担心孙女高考填志愿没人帮着看。",
    "年轻时的战友好些年没联系了，想再见一面。",
    "腿脚不好，怕以后给孩子添负担。",
)
TOLD_BY = "bailu-zoufang"
DAYS_AGO = timedelta(days=3)


def told() -> str:
    """Some of a township say what they wish for; one of them would rather it were gone."""
    worker = User.objects.get(username=TOLD_BY)
    unit = worker.posts.select_related("unit__region").get().unit
    persons = Person.objects.within(unit.region).alive().select_related("household__region")
    heard = [
        actions.record_own_words(
            person.household,
            unit=unit,
            spoken=Spoken(text, clock.today() - DAYS_AGO, person),
            by=worker.actor,
        )
        for person, text in zip(persons.order_by("pk"), SAID, strict=False)
    ]
    actions.erase_own_words(heard[-1], by=worker.actor)
    return f"{len(heard)} 人说了心里话，其中 1 人后来要求删去"

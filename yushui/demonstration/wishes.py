"""Made-up wishes and worries, told at the doorstep to whoever came from the township."""

from yushui.accounts.models import User
from yushui.demonstration.season import Season
from yushui.people import actions
from yushui.people.actions import Spoken
from yushui.visits.models import Visit


SAID = (
    "盼着儿子在部队好好干，家里的事不想让他分心。",
    "一个人住惯了，就是过年过节想有人来说说话。",
    "担心孙女高考填志愿没人帮着看。",
    "年轻时的战友好些年没联系了，想再见一面。",
    "腿脚不好，怕以后给孩子添负担。",
)
EVERY = 3  # visits of the township
TOLD_BY = "bailu-zoufang"


def told(story: Season) -> str:
    """Some families of a township say what they wish for; one of them would rather it were gone."""
    worker = User.objects.get(username=TOLD_BY)
    unit = worker.posts.select_related("unit").get().unit
    visits = Visit.objects.standing().filter(
        campaign=story.round, unit=unit, household__isnull=False
    )
    chosen = list(visits.select_related("household__region").order_by("pk")[::EVERY][: len(SAID)])
    for visit, text in zip(chosen, SAID, strict=False):
        assert visit.household is not None, "Troops were left out."
        spoken = Spoken(text, visit.made_on, visit.persons.order_by("pk").first())
        words = actions.record_own_words(visit.household, unit=unit, spoken=spoken, by=worker.actor)
    if chosen:
        actions.erase_own_words(words, by=worker.actor)
    return f"{len(chosen)} 户说了心里话，其中 1 户后来要求删去"

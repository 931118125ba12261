"""How papers are asked for at a door: one family's at once, those of a whole place from a job."""

from django.db import transaction

from yushui.accounts.actor import Actor
from yushui.goods.models import Distribution
from yushui.jobs.queue import enqueue
from yushui.people import actions as people
from yushui.people.models import Household, Printing, Wording
from yushui.reports import actions, jobs
from yushui.reports.papers import cards, families, routes, signsheets
from yushui.territory.models import Region
from yushui.visits.models import Outing


def ask(region: Region, *, paper: str, by: Actor) -> Printing:
    """Ask for the papers of a place; what cannot be printed is told at once."""
    with transaction.atomic():
        asked = people.ask_printing(region, paper=paper, by=by)
        jobs.counted(asked)
        enqueue(jobs.print_papers, asked.pk)
    return asked


def ask_letters(wording: Wording, region: Region, *, to: people.Mailing, by: Actor) -> Printing:
    """Ask for a letter to the families of a place, likewise."""
    with transaction.atomic():
        asked = people.ask_letters(wording, region, to=to, by=by)
        jobs.counted(asked)
        enqueue(jobs.print_papers, asked.pk)
    return asked


def card(household: Household, *, by: Actor) -> bytes:
    """A family's contact card, set before the transaction that records who took it."""
    return actions.hand_out_card(household, made=cards.card(household), by=by)


def family_file(household: Household, *, by: Actor) -> bytes:
    """A family's file, likewise."""
    return actions.hand_out_family_file(household, made=families.file(household, by), by=by)


def route(outing: Outing, *, by: Actor) -> bytes:
    """The route sheet of an outing, likewise."""
    return actions.hand_out_route(outing, made=routes.route(outing, by), by=by)


def sign_sheet(made: Distribution, *, by: Actor) -> bytes:
    """The sheet of a distribution, likewise."""
    return actions.hand_out_sign_sheet(made, paper=signsheets.sheet(made, by), by=by)

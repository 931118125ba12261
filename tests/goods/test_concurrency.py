"""The last ten for two at once, one form sent four times, and a process killed in the middle."""

import os
import signal
import subprocess
import sys
from uuid import uuid4

import pytest
from django.db import connection

from tests import races
from tests.funds.test_concurrency import at_once
from tests.goods.place import SIGNED, Store
from yushui.goods.actions import lists, moving, shelves
from yushui.goods.models import Handout, Lot, Movement
from yushui.ledger.models import Posting
from yushui.visits.calls import GiftLine
from yushui.visits.models import Visit


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def store():
    return Store()


def fen():
    return sum(Posting.objects.values_list("gifts", flat=True))


def test_of_two_who_want_the_last_ten_one_gets_them(store, monkeypatch):
    lot = store.stocked(10)
    one, other = store.home(), store.home()
    told = races.meet(
        monkeypatch,
        (shelves, "change"),
        lambda: store.hand_out(lot, 10, one),
        lambda: store.visit(other, gifts=[GiftLine.of_stock(lot, 10)]),
    )
    assert sorted(map(bool, told)) == [False, True]
    assert store.left(lot) == 0
    assert (Handout.objects.count(), fen()) == (1, 45800)


def test_a_handout_sent_four_times_at_once_is_one(store):
    lot, home, op_id = store.stocked(10), store.home(), uuid4()
    at_once(lambda: store.hand_out(lot, 2, home, op_id=op_id))
    assert (Handout.objects.count(), store.left(lot), fen()) == (1, 8, 9160)


def test_goods_signed_for_four_times_at_once_arrive_once(store):
    lot = store.receive(10)
    sent = store.send(lot, 10)
    accepted = at_once(
        lambda: moving.accept(
            Movement.objects.select_related("receiver", "lot").get(pk=sent.pk), by=store.below
        )
    )
    assert (accepted, store.left(lot)) == (1, 10)


def test_a_list_entered_four_times_at_once_is_entered_once(store):
    lot = store.stocked(10)
    made = store.list(lot, [store.home() for _ in range(3)])
    signatures = {one.pk: SIGNED for one in made.lines.all()}
    day = made.on
    entered = at_once(lambda: lists.enter_signed(made, signatures, on=day, by=store.worker))
    assert (entered, store.left(lot), fen()) == (1, 7, 3 * 4580)


VISIT_AND_HANG = """
import sys, time
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
import django
django.setup()
from tests.goods.place import DAY
from yushui.accounts.models import User
from yushui.campaigns.models import Campaign
from yushui.goods.models import Lot
from yushui.people.models import Household
from yushui.territory.models import Unit
from yushui.visits import actions
from yushui.visits.actions import recording
from yushui.visits.calls import Call, Companion, GiftLine

def hang(*_, **__):
    print("there", flush=True)
    time.sleep(600)

post = recording._post
if sys.argv[2] == "before the commit":
    recording._post = lambda *told: (post(*told), hang())
home = Household.objects.get()
actions.record(
    campaign=Campaign.objects.get(),
    unit=Unit.objects.get(pk=int(sys.argv[3])),
    household=home,
    persons=list(home.persons.all()),
    call=Call(DAY, [Companion("张明")], gifts=[GiftLine.of_stock(Lot.objects.get(), 2)]),
    by=User.objects.get(full_name="走访人").actor,
)
hang()
"""


@pytest.mark.parametrize("moment", ["before the commit", "after the commit"])
def test_a_visit_whose_process_is_killed_is_whole_or_nothing(store, moment):
    lot = store.stocked(10)
    store.home()
    with subprocess.Popen(
        [
            sys.executable, "-c", VISIT_AND_HANG, str(connection.settings_dict["NAME"]), moment,
            str(store.township.pk),
        ],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdout=subprocess.PIPE,
        text=True,
    ) as child:  # fmt: skip
        assert child.stdout
        assert child.stdout.readline() == "there\n"
        child.send_signal(signal.SIGKILL)
    made = 1 if moment == "after the commit" else 0
    assert (Visit.objects.count(), Handout.objects.count()) == (made, made)
    assert (store.left(lot), fen()) == (10 - 2 * made, made * 2 * 4580)
    assert Lot.objects.count() == 1

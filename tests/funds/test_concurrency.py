"""Exactly once: two tabs, two people, one moment; and a process killed in the middle."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import OperationalError, connection

from tests.funds import scene as scenes
from yushui.funds import listing
from yushui.funds.actions import answering, batches
from yushui.funds.models import Answer, Batch, Payment
from yushui.kernel.errors import RuleViolation
from yushui.ledger.models import Posting
from yushui.people.models import Look


pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def at_once(work):
    """How many of them went through; the others were told, or have to press again."""

    def one(_):
        try:
            work()
        except (RuleViolation, OperationalError):
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(one, range(AT_ONCE)))


@pytest.fixture
def scene():
    made = scenes.build()
    for _ in range(3):
        made.recipient()
    return made


def test_a_form_sent_four_times_at_once_is_one_batch(scene):
    op_id = uuid4()
    at_once(
        lambda: batches.prepare_batch(
            scene.campaign, unit=scene.office, standard=scene.standard,
            cut_off_on=scenes.CUT_OFF, op_id=op_id, by=scene.clerk,
        )
    )  # fmt: skip
    assert Batch.objects.count() == 1


def test_of_four_batches_filled_at_once_a_person_is_listed_in_one(scene):
    made = []
    for _ in range(AT_ONCE):
        batch = batches.prepare_batch(
            scene.campaign, unit=scene.office, standard=scene.standard,
            cut_off_on=scenes.CUT_OFF, op_id=uuid4(), by=scene.clerk,
        )  # fmt: skip
        made.append((batch, listing.made(batch)))

    def fill():
        batch, lines = made.pop()
        batches.fill_batch(batch, made=lines, by=scene.clerk)

    assert at_once(fill) == 1
    assert Payment.objects.standing().count() == 3


def test_a_list_sent_four_times_at_once_goes_to_the_bank_once(scene):
    scene.fund(1000)
    batch = scene.approved()
    assert at_once(lambda: scene.hand_over(Batch.objects.get(pk=batch.pk))) == 1
    assert scene.campaign.purses.get().spent == Decimal(150)
    assert Look.objects.count() == 3


def test_an_answer_entered_four_times_at_once_is_posted_once(scene):
    scene.fund(1000)
    batch = scene.sent()
    reading = scenes.reading(scenes.rows_of(batch, {"n1": "户名不符"}))
    at_once(
        lambda: answering.enter_answer(
            Batch.objects.get(pk=batch.pk), reading=reading, by=scene.cashier
        )
    )
    assert Answer.objects.count() == 1
    assert sum(Posting.objects.values_list("cash", flat=True)) == 10_000
    assert scene.campaign.purses.get().spent == Decimal(100)


ENTER_AND_HANG = """
import sys, time
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
import django
django.setup()
from tests.funds import scene as scenes
from yushui.accounts.models import User
from yushui.funds.actions import answering, banks
from yushui.funds.models import Batch

def hang(*_):
    print("there", flush=True)
    time.sleep(600)

finish = answering._finish
if sys.argv[2] == "before the commit":
    answering._finish = lambda *told: (finish(*told), hang())
batch = Batch.objects.get()
cashier = User.objects.get(full_name="付款人").actor
answering.enter_answer(batch, reading=scenes.reading(scenes.rows_of(batch)), by=cashier)
hang()
"""


@pytest.mark.parametrize("moment", ["before the commit", "after the commit"])
def test_an_answer_whose_process_is_killed_is_entered_or_not(scene, moment):
    batch = scene.sent()
    name = str(connection.settings_dict["NAME"])
    with subprocess.Popen(
        [sys.executable, "-c", ENTER_AND_HANG, name, moment],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout
        assert child.stdout.readline() == "there\n"
        child.send_signal(signal.SIGKILL)
    was_committed = moment == "after the commit"
    assert Answer.objects.exists() is was_committed
    assert batch.payments.filter(state="paid").count() == (3 if was_committed else 0)
    scene.answer(Batch.objects.get(pk=batch.pk))
    assert sum(Posting.objects.values_list("cash", flat=True)) == 15_000

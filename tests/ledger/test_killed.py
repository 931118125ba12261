"""T-62: a folding process killed by -9 at either side of its commit loses and doubles nothing."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection

from tests.ledger.land import land as make_land
from yushui.ledger import folding
from yushui.ledger.models import Balance
from yushui.ledger.verifying import verify


pytestmark = pytest.mark.django_db(transaction=True)

FOLD_AND_HANG = """
import sys, time
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
import django
django.setup()
from yushui.ledger import folding

def hang(*_):
    print("there", flush=True)
    time.sleep(600)

add = folding._add
if sys.argv[2] == "before the commit":
    folding._add = lambda runs: (add(runs), hang())
folding.fold()
hang()
"""


@pytest.mark.parametrize("moment", ["before the commit", "after the commit"])
def test_a_fold_killed_is_done_or_undone(moment):
    land = make_land()
    for record, count in enumerate((5, 6)):
        land.post(land.entry(count=count), record=record)
    name = str(connection.settings_dict["NAME"])
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", FOLD_AND_HANG, name, moment],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout
        assert child.stdout.readline() == "there\n"
        child.send_signal(signal.SIGKILL)
    was_committed = moment == "after the commit"
    assert Balance.objects.exists() is was_committed
    assert land.count() == 11
    assert folding.fold() == (0 if was_committed else 2)
    assert (land.count(), verify()) == (11, [])

"""What an installation that kept banks' reasons in full has after the upgrade."""

import importlib

import pytest
from django.apps import apps

from tests.funds import scene as scenes


pytestmark = pytest.mark.django_db
upgrade = importlib.import_module("yushui.funds.migrations.0005_masked_reasons")


def test_long_numbers_in_reasons_are_masked_and_nothing_else():
    scene = scenes.build()
    for _ in range(3):
        scene.recipient()
    batch = scene.sent()
    scene.answer(batch, n1="户名不符", n2="销户")
    batch.payments.filter(serial=1).update(failure="账号6222020200112233445不存在")
    upgrade.mask(apps, None)
    told = dict(batch.payments.values_list("serial", "failure"))
    assert told == {1: "账号622****45不存在", 2: "销户", 3: ""}

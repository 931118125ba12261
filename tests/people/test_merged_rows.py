"""By a row one finds the merges that speak of it, without reading every journal."""

import importlib

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import make
from yushui.people import actions
from yushui.people.actions import merges
from yushui.people.models import MergedRow


upgrade = importlib.import_module("yushui.people.migrations.0023_merged_rows")


@pytest.fixture
def village(county):
    return county.places["石桥镇柳林村"]


def merged(village, clerk):
    """Two families of one each, of one person."""
    kept, gone = (make.person(make.household(village)) for _ in range(2))
    return actions.merge_persons(kept, gone, by=clerk), kept, gone


def told():
    return sorted(MergedRow.objects.values_list("merge", "table", "key", "how"))


def test_a_merge_tells_whom_it_removed_changed_and_found(county, village):
    merge, kept, gone = merged(village, county.clerk)
    how = dict(merge.rows.filter(table="people.person").values_list("key", "how"))
    assert how == {kept.pk: "changed", gone.pk: "gone"}
    homes = dict(merge.rows.filter(table="people.household").values_list("key", "how"))
    assert homes == {kept.household_id: "changed", gone.household_id: "gone"}


def test_an_installation_that_merged_before_is_told_the_same(county, village):
    for _ in range(3):
        merged(village, county.clerk)
    before = [one for one in told() if one[1].startswith("people.")]
    MergedRow.objects.all().delete()
    upgrade.fill(apps, None)
    assert told() == before


def test_whether_it_is_the_latest_is_one_query_that_reads_no_journal(county, village):
    first, *_ = merged(village, county.clerk)
    for _ in range(3):
        merged(village, county.clerk)
    with CaptureQueriesContext(connection) as asked:
        merges._require_latest(first)
    assert len(asked) == 1
    assert "journal" not in asked[0]["sql"]


def test_a_merge_names_a_row_once(county, village):
    merge, kept, _ = merged(village, county.clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        MergedRow.objects.create(merge=merge, table="people.person", key=kept.pk, how="named")

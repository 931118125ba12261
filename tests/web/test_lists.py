"""A list costs the same number of queries however long it is, and no more than ten."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web import access


LISTS = access.gather("LISTS")
MOST = 10


def queries(client, path):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(path)
    assert response.status_code == 200
    return [query["sql"] for query in captured]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_however_long(full_world, enter, name):
    listing = LISTS[name]
    client = enter(full_world.users[listing.who])
    path = full_world.path(listing.path)
    client.get(path)  # the first request of a session stamps it
    listing.fill(full_world, 2)
    short = queries(client, path)
    listing.fill(full_world, 9)
    long = queries(client, path)
    assert len(short) == len(long), "\n".join(long)
    assert len(long) <= MOST, "\n".join(long)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_shows_more_when_there_is_more(full_world, enter, name):
    listing = LISTS[name]
    client = enter(full_world.users[listing.who])
    path = full_world.path(listing.path)
    before = client.get(path).text
    listing.fill(full_world, 3)
    assert len(client.get(path).text) > len(before)

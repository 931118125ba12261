"""A list costs the same number of queries however long it is, and no more than ten."""

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.web import access


MOST = 10


def opened(client, path):
    """The page, and what it asked the database."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200
    return response.text, [query["sql"] for query in captured]


def faults(world, client, listing):
    """What is wrong with a list, in words; what was put into it is undone."""
    path = world.path(listing.path)
    with transaction.atomic():
        before, _ = opened(client, path)  # the first request of a session stamps it
        listing.fill(world, 2)
        shown, short = opened(client, path)
        listing.fill(world, 9)
        _, long = opened(client, path)
        transaction.set_rollback(True)
    if len(shown) <= len(before):
        yield "it shows no more when there is more"
    if len(short) != len(long):
        yield f"{len(short)} queries when it is short, {len(long)} when it is long: {long}"
    if len(long) > MOST:
        yield f"{len(long)} queries: {long}"


@access.of_each_subject("LISTS")
def test_a_list_costs_the_same_however_long(full_world, enter, rows):
    found = {
        name: [*faults(full_world, enter(full_world.users[listing.who]), listing)]
        for name, listing in rows.items()
    }
    assert found == {name: [] for name in rows}

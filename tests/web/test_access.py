"""Every address, every kind of visitor. A new address without a row in tests/web/access fails."""

from copy import deepcopy

import pytest
from django.db import transaction
from django.urls import URLPattern, get_resolver

from tests.web import access
from tests.web.world import CAST
from yushui.web import policy


ACCESS = access.gather("ACCESS")


def patterns(entries, prefix=""):
    for entry in entries:
        if isinstance(entry, URLPattern):
            yield prefix + (entry.name or str(entry.pattern)), entry.callback
        else:
            yield from patterns(
                entry.url_patterns, f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            )


VIEWS = dict(patterns(get_resolver().url_patterns))


def test_every_address_is_in_the_table():
    assert set(VIEWS) == set(ACCESS)


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_says_who_may_call_it(name):
    view = VIEWS[name]
    assert policy.is_public(view) or policy.policy_of(view) is not None


def status(client, row, path):
    """What the visitor gets; whatever it changed is undone, a session it ended included."""
    kept = deepcopy(client.cookies)
    with transaction.atomic():
        response = getattr(client, row.method)(path, row.data)
        transaction.set_rollback(True)
    client.cookies = kept
    return response.status_code


@access.of_each_subject("ACCESS")
def test_access(full_world, enter, rows):
    clients = {who: enter(full_world.users.get(who)) for who in CAST}
    got = {
        name: {who: status(clients[who], row, full_world.path(row.path)) for who in CAST}
        for name, row in rows.items()
    }
    assert got == {name: {who: getattr(row, who) for who in CAST} for name, row in rows.items()}

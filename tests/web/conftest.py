"""What tests of pages get: a world with its cast, and a client for each of them."""

import pytest
from django.test import Client

from tests.web import access, world


@pytest.fixture
def people():
    """The territory and the cast, without anything to work on."""
    return world.build()


@pytest.fixture
def full_world(people):
    """The same with what the addresses of every subject name."""
    return access.furnish(people)


@pytest.fixture
def enter():
    """A client signed in as somebody; without a user, a stranger's."""

    def sign_in(user=None):
        client = Client()
        if user is not None:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in

"""The country the ledger's tests happen in."""

import pytest

from tests.ledger import land as country


@pytest.fixture
def land():
    return country.land()

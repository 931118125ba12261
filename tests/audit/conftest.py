"""Every test of the trail begins at event number one."""

import pytest
from django.core.management.color import no_style
from django.db import connection


@pytest.fixture(autouse=True)
def _from_one(db: None) -> None:
    columns = [{"table": table, "column": "id"} for table in ("audit_event", "audit_seal")]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), columns):
            cursor.execute(statement)

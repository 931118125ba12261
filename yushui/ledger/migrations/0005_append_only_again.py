"""Guard the postings again on SQLite, where changing a check made the table anew without triggers."""

from django.db import migrations


SQLITE = (
    """
    CREATE TRIGGER IF NOT EXISTS ledger_posting_no_update BEFORE UPDATE ON ledger_posting
    BEGIN SELECT RAISE(ABORT, 'ledger_posting is append-only'); END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS ledger_posting_no_delete BEFORE DELETE ON ledger_posting
    BEGIN SELECT RAISE(ABORT, 'ledger_posting is append-only'); END
    """,
    # INSERT OR REPLACE removes the old row without asking the trigger on deletion.
    """
    CREATE TRIGGER IF NOT EXISTS ledger_posting_no_replace BEFORE INSERT ON ledger_posting
    WHEN EXISTS (SELECT 1 FROM ledger_posting WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'ledger_posting is append-only'); END
    """,
)


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE:
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_more_measures")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]

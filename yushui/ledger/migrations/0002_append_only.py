"""The database itself refuses to change or remove a posting.

As for the trail (docs/adr/0003-audit-seals.md): no constraint says "never again". Balances and
marks are not guarded; they are made anew from the postings whenever somebody doubts them.
"""

from django.db import migrations


SQLITE = (
    """
    CREATE TRIGGER ledger_posting_no_update BEFORE UPDATE ON ledger_posting
    BEGIN SELECT RAISE(ABORT, 'ledger_posting is append-only'); END
    """,
    """
    CREATE TRIGGER ledger_posting_no_delete BEFORE DELETE ON ledger_posting
    BEGIN SELECT RAISE(ABORT, 'ledger_posting is append-only'); END
    """,
    # INSERT OR REPLACE removes the old row without asking the trigger on deletion.
    """
    CREATE TRIGGER ledger_posting_no_replace BEFORE INSERT ON ledger_posting
    WHEN EXISTS (SELECT 1 FROM ledger_posting WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'ledger_posting is append-only'); END
    """,
)
SQLITE_UNDO = (
    "DROP TRIGGER ledger_posting_no_update",
    "DROP TRIGGER ledger_posting_no_delete",
    "DROP TRIGGER ledger_posting_no_replace",
)

# Emptying an empty table is let through: it removes nothing, and test runs do it.
POSTGRESQL = (
    """
    CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'TRUNCATE' OR EXISTS (SELECT 1 FROM ledger_posting) THEN
            RAISE EXCEPTION 'ledger_posting is append-only'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER ledger_posting_no_change BEFORE UPDATE OR DELETE ON ledger_posting
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse()
    """,
    """
    CREATE TRIGGER ledger_posting_no_truncate BEFORE TRUNCATE ON ledger_posting
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()
    """,
)
POSTGRESQL_UNDO = (
    "DROP TRIGGER ledger_posting_no_change ON ledger_posting",
    "DROP TRIGGER ledger_posting_no_truncate ON ledger_posting",
    "DROP FUNCTION ledger_refuse()",
)


def guard(apps, schema_editor):
    run(schema_editor, POSTGRESQL if is_postgresql(schema_editor) else SQLITE)


def unguard(apps, schema_editor):
    run(schema_editor, POSTGRESQL_UNDO if is_postgresql(schema_editor) else SQLITE_UNDO)


def is_postgresql(schema_editor):
    return schema_editor.connection.vendor == "postgresql"


def run(schema_editor, statements):
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]

"""The database itself refuses to change or remove what the trail holds.

With those of `ledger` the only triggers in Yushui; why, and what a later change of these tables has to do, is in
docs/adr/0003-audit-seals.md.
"""

from django.db import migrations


TABLES = ("audit_event", "audit_seal")

SQLITE = (
    """
    CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
    """,
    """
    CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
    """,
    # INSERT OR REPLACE removes the old row without asking the trigger on deletion.
    """
    CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
    """,
)
SQLITE_UNDO = (
    "DROP TRIGGER {table}_no_update",
    "DROP TRIGGER {table}_no_delete",
    "DROP TRIGGER {table}_no_replace",
)

# Emptying an empty table is let through: it removes nothing, and test runs do it.
POSTGRESQL_FUNCTION = """
    CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        holds_rows boolean := true;
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.%I)', TG_TABLE_SCHEMA, TG_TABLE_NAME)
                INTO holds_rows;
        END IF;
        IF holds_rows THEN
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END $$
"""
POSTGRESQL = (
    """
    CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
    """,
)
POSTGRESQL_UNDO = (
    "DROP TRIGGER {table}_no_change ON {table}",
    "DROP TRIGGER {table}_no_truncate ON {table}",
)


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION, params=None)
        run(schema_editor, POSTGRESQL)
    else:
        run(schema_editor, SQLITE)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        run(schema_editor, POSTGRESQL_UNDO)
        schema_editor.execute("DROP FUNCTION audit_refuse()", params=None)
    else:
        run(schema_editor, SQLITE_UNDO)


def run(schema_editor, statements):
    for table in TABLES:
        for statement in statements:
            schema_editor.execute(statement.format(table=table), params=None)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]

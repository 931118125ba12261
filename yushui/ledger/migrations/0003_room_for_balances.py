"""Leave room on the pages of balances, so that folding rewrites a row where it stands.

Folding changes the same rows every second. On a full page PostgreSQL puts the new version elsewhere
and enters it into the index again; with room it does neither. SQLite changes rows in place.
"""

from django.db import migrations


def leave_room(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE ledger_balance SET (fillfactor = 60)")


def fill_up(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE ledger_balance RESET (fillfactor)")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]
    operations = [migrations.RunPython(leave_room, fill_up)]

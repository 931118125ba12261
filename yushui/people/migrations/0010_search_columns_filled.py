"""Fill in what persons and households are found by.

The values are readings of names and keyed fingerprints: what they are is defined by the code that
searches for them, not by this migration, so this one does import it. `rebuild_search_keys` does the
same at any time. Going back has nothing to undo: the columns go with the migration before.
"""

from django.db import migrations

from yushui.people.searching import rebuilding


def fill(apps, schema_editor):
    models = [apps.get_model('people', name) for name in ('Person', 'Household')]
    rebuilding.rebuild(*models)


class Migration(migrations.Migration):

    dependencies = [('people', '0009_search_columns')]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]

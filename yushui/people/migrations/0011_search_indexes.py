"""Nobody without a reading, and an index of everything one searches by."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('people', '0010_search_columns_filled')]

    operations = [
        migrations.AddIndex(
            model_name='household',
            index=models.Index(fields=['head_name'], name='people_household_head'),
        ),
        migrations.AddIndex(
            model_name='household',
            index=models.Index(condition=models.Q(('phone_key__gt', 0)), fields=['phone_key'], name='people_household_phone'),
        ),
        migrations.AddIndex(
            model_name='household',
            index=models.Index(condition=models.Q(('other_phone_key__gt', 0)), fields=['other_phone_key'], name='people_household_other_phone'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['reading'], name='people_person_reading'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['phone_key'], name='people_person_phone'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('other_phone_key__gt', 0)), fields=['other_phone_key'], name='people_person_other_phone'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['id_tail_key'], name='people_person_id_tail'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('reading', ''), _negated=True), name='people_person_has_a_reading'),
        ),
    ]

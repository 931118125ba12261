"""Whoever pays out is neither who prepares a list nor who approves it (S4-23)."""

from django.db import migrations, models


ROLES = [
    ("worker", "走访员"),
    ("clerk", "经办人"),
    ("head", "负责人"),
    ("cashier", "财务人员"),
    ("leader", "查看领导"),
    ("system", "系统管理员"),
    ("security", "安全管理员"),
    ("audit", "审计管理员"),
]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_user_unit_and_session_round")]
    operations = [
        migrations.AlterField(
            "post", "role", models.CharField("岗位", choices=ROLES, max_length=20)
        )
    ]

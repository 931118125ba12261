"""Figures of payments, citations, plaques, group visits and things handed over (S0-24, S4-24).

The columns are added by a statement that both databases run without touching a row; SQLite makes
the table anew only for the changed check, and `0005_append_only_again` guards it again.
"""

from functools import reduce
from operator import and_

from django.db import migrations, models


COUNTS = {
    "group_visits": "集中慰问场次",
    "event_visits": "遇事走访次数",
    "couplets": "送春联份数",
    "pictures": "送年画份数",
    "letters": "送慰问信份数",
    "persons_paid": "发放慰问金人数",
    "citations": "送达喜报份数",
    "plaques": "悬挂光荣牌块数",
}
MONEY = {
    "funds": "到账资金",
    "prizes": "发放立功奖励金",
}
MEASURES = [
    ("persons", "走访慰问人数"),
    ("households", "走访慰问户数"),
    ("visits", "走访次数"),
    ("home_visits", "入户走访次数"),
    ("cash", "发放慰问金"),
    ("gifts", "慰问品折算经费"),
    ("troops", "走访慰问部队数"),
    ("troops_cash", "慰问部队慰问金"),
    ("troops_gifts", "慰问部队慰问品折款"),
    ("head_visits", "主要负责同志入户走访户数"),
    ("leader_visits", "负责同志入户走访户数"),
    ("requests", "了解困难诉求件数"),
    ("group_visits", "集中慰问场次"),
    ("event_visits", "遇事走访次数"),
    ("couplets", "送春联份数"),
    ("pictures", "送年画份数"),
    ("letters", "送慰问信份数"),
    ("persons_paid", "发放慰问金人数"),
    ("funds", "到账资金"),
    ("citations", "送达喜报份数"),
    ("prizes", "发放立功奖励金"),
    ("plaques", "悬挂光荣牌块数"),
]
CLAIMED = ("persons", "households", "troops", "head_visits", "leader_visits")


def column(model, name, label, kind):
    database = "integer" if kind is models.IntegerField else "bigint"
    return migrations.RunSQL(
        f"ALTER TABLE ledger_{model} ADD COLUMN {name} {database} DEFAULT 0 NOT NULL",
        f"ALTER TABLE ledger_{model} DROP COLUMN {name}",
        state_operations=[
            migrations.AddField(model, name, kind(label, default=0, db_default=0))
        ],
    )


def a_first_counts_one(measures):
    each = (models.Q(**{f"{one}_of__isnull": True}) | models.Q(**{one: 1}) for one in measures)
    return models.CheckConstraint(condition=reduce(and_, each), name="ledger_a_first_counts_one")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_room_for_balances")]
    operations = [
        *(
            column(model, name, label, kind)
            for model in ("posting", "balance")
            for columns, kind in ((COUNTS, models.IntegerField), (MONEY, models.BigIntegerField))
            for name, label in columns.items()
        ),
        migrations.AddField(
            "posting", "persons_paid_of", models.BigIntegerField("首次领取慰问金的人", null=True)
        ),
        *(
            migrations.AlterField(
                model, "measure", models.CharField(choices=MEASURES, max_length=20)
            )
            for model in ("contest", "waiting")
        ),
        migrations.AddConstraint(
            "posting",
            models.UniqueConstraint(
                fields=["campaign", "persons_paid_of", "succession"],
                condition=models.Q(persons_paid_of__isnull=False),
                name="ledger_first_of_persons_paid",
            ),
        ),
        migrations.RemoveConstraint("posting", "ledger_a_first_counts_one"),
        migrations.AddConstraint("posting", a_first_counts_one((*CLAIMED, "persons_paid"))),
    ]

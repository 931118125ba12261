"""What two offices sign, one in each lane."""

from django.db import models

from yushui.kernel.lifecycle import Living


class Signed(Living):
    """Signed for the civil and for the military lane, each unit as it was called then."""

    civil_signed_at = models.DateTimeField("地方签认时间", null=True)
    civil_signed_by_name = models.CharField("地方签认人", max_length=40, blank=True)
    civil_unit_name = models.CharField("地方签认单位", max_length=80, blank=True)
    military_signed_at = models.DateTimeField("军队签认时间", null=True)
    military_signed_by_name = models.CharField("军队签认人", max_length=40, blank=True)
    military_unit_name = models.CharField("军队签认单位", max_length=80, blank=True)

    class Meta:
        abstract = True

    @property
    def has_both(self) -> bool:
        return bool(self.civil_signed_at and self.military_signed_at)

"""Files that came in or were made here, each content kept once.

The row describes a content, not an occasion: whoever sends the same bytes again is given the same
row. Nothing deletes a file by cascade, and what refers to one does so with PROTECT.
"""

from django.db import models

from yushui.files import storage
from yushui.kernel.errors import RuleViolation
from yushui.kernel.secrets import Tampered


class StoredFile(models.Model):
    digest = models.CharField("校验值", max_length=64, unique=True)
    name = models.CharField("文件名", max_length=200)
    kind = models.CharField("格式", max_length=10)
    size = models.PositiveBigIntegerField("字节数")
    uploaded_at = models.DateTimeField("上传时间")
    uploaded_by_id = models.CharField("上传人编号", max_length=36)
    uploaded_by_name = models.CharField("上传人", max_length=80)

    class Meta:
        verbose_name = "附件"
        constraints = [
            models.CheckConstraint(
                name="files_content_is_not_empty", condition=models.Q(size__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def read(self) -> bytes:
        """Return the content, having made sure it is what was stored."""
        try:
            return storage.read(self.digest)
        except FileNotFoundError as error:
            raise RuleViolation(
                f"文件“{self.name}”的内容不在存储目录中，请联系系统管理员从备份恢复。"
            ) from error
        except Tampered as error:
            raise RuleViolation(
                f"文件“{self.name}”的内容与存入时不一致，请联系系统管理员从备份恢复。"
            ) from error

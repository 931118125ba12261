"""Photographs of a visit: put in, taken out (S4-35, S4-40)."""

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.files import actions as files
from yushui.files.preflight import PHOTOS
from yushui.kernel import clock, secrecy
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.visits import rules
from yushui.visits.lifecycle import State
from yushui.visits.models import Picture, Visit


@transaction.atomic
def add(
    visit: Visit, *, name: str, content: bytes, caption: str, is_cleared: bool = False, by: Actor
) -> Picture:
    """Add a photograph; position and device data are left behind when it is stored."""
    _require_open(visit, by)
    if not caption.strip():
        raise RuleViolation("请写一句照片的说明。", field="caption")
    cleared = secrecy.check([("caption", caption)], is_cleared=is_cleared)
    taken = set(Picture.objects.filter(visit=visit).values_list("position", flat=True))
    free = next((one for one in range(1, rules.MOST_PICTURES + 1) if one not in taken), None)
    if free is None:
        raise RuleViolation(
            f"一次走访最多 {rules.MOST_PICTURES} 张照片，请先移除一张再添加。", field="file"
        )
    file = files.store(name, content, by=by, kinds=PHOTOS)
    if Picture.objects.filter(file=file).exists():
        raise RuleViolation("这张照片已经用在一次走访上，请换一张当次拍摄的。", field="file")
    picture = _insert(
        Picture(
            visit=visit,
            file=file,
            caption=caption.strip(),
            position=free,
            added_at=clock.now(),
            added_by_name=by.name,
        )
    )
    log("visits.picture_added", visit, by=by, cleared=cleared)
    return picture


@transaction.atomic
def remove(picture: Picture, *, by: Actor) -> None:
    _require_open(picture.visit, by)
    log("visits.picture_removed", picture.visit, by=by)
    picture.delete()


def _require_open(visit: Visit, by: Actor) -> None:
    by.require_for_unit(Permission.VISIT_RECORD, visit.unit)
    if visit.state != State.RECORDED:
        raise RuleViolation("这次走访已经撤销，照片不能再改。")
    rules.check_open(visit.campaign.name, is_open=visit.campaign.state == CampaignState.OPEN)


def _insert(picture: Picture) -> Picture:
    try:
        picture.save(force_insert=True)
    except IntegrityError as clash:
        raise Conflict("同时有人在给这次走访添加照片，这张没有保存，请再试一次。") from clash
    return picture

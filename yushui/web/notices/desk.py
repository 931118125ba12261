"""A notice on the desk that prepares it: those above see it and do not write in it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from yushui.accounts.roles import Permission
from yushui.notices.models import Notice
from yushui.web.http import actor_of


def own_notice(request: HttpRequest, pk: int) -> Notice:
    """The notice, for whoever works for the unit that keeps it; refused to others who see it."""
    actor = actor_of(request)
    seen = Notice.objects.visible_to(actor).select_related("unit__region")
    notice = get_object_or_404(seen, pk=pk)
    actor.require_for_unit(Permission.NOTICE_DRAFT, notice.unit)
    return notice

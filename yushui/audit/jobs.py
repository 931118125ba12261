"""What the trail does unasked at night; it is sealed twice a second by `sealing.seal_pending`."""

import logging
from dataclasses import dataclass

from django_tasks import task

from yushui.audit.log import log
from yushui.audit.verifying import verify


logger = logging.getLogger("yushui.audit")


@dataclass(frozen=True)
class _System:
    """As `accounts.actor.system_actor` names itself; the trail stands below the accounts."""

    id: str = "system"
    name: str = "系统"


@task()
def verify_nightly() -> int:
    """Walk the whole trail; the answer is how many findings there are."""
    report = verify()
    for finding in report.findings:
        logger.error("The trail has been touched: %s", finding)
    log("audit.verify", "audit", by=_System(), findings=len(report.findings))
    return len(report.findings)

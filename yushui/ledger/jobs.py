"""What the ledger does unasked: folding twice a second is `folding.fold`; this is for the night."""

import logging

from django_tasks import task

from yushui.accounts.actor import system_actor
from yushui.audit.log import log
from yushui.ledger.verifying import verify


logger = logging.getLogger("yushui.ledger")


@task()
def verify_nightly() -> int:
    """Compare every balance with the postings; the answer is how many differ."""
    differences = verify()
    for difference in differences:
        logger.error("A balance differs from its postings: %s", difference)
    log("ledger.verify", "ledger", by=system_actor(), differences=len(differences))
    return len(differences)

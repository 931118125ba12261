"""Everything that changes a table: designed, filled, submitted, returned, accepted."""

from typing import Any

from django.db import transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.campaigns.models import Assignment, Campaign
from yushui.filings import binding, export, filling, freezing, rules
from yushui.filings.cells import Key, Value
from yushui.filings.kinds import Binding, Repeat
from yushui.filings.lifecycle import EDITION, LIFECYCLE, EditionState, State
from yushui.filings.models import Cell, Column, Edition, Filing
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.notices.models import Item, Notice, of
from yushui.notices.rules import shortened


@transaction.atomic
def design(campaign: Campaign, *, notice: Notice, by: Actor) -> list[Edition]:
    """Make an edition of every table in the notice, with a proposed definition for each column."""
    by.require_for_unit(Permission.CAMPAIGN_MANAGE, notice.unit)
    existing = list(campaign.editions.filter(notice=notice).order_by("pk"))
    if existing:
        return existing
    made = []
    for table in of(notice, Item.Kind.TABLE):
        if table["columns"]:
            made.append(_edition(campaign, notice, table))
    log("filings.designed", campaign, by=by, notice=notice.pk, editions=len(made))
    return made


@transaction.atomic
def design_standard(campaign: Campaign, *, notice: Notice, by: Actor) -> Edition:
    """The standard table, for a notice that names a table without bringing it (S2-38)."""
    by.require_for_unit(Permission.CAMPAIGN_MANAGE, notice.unit)
    table = binding.standard()
    title = table["title"].format(campaign=campaign.name)
    edition = _edition(campaign, notice, table | {"title": title})
    log("filings.standard_designed", edition, by=by)
    return edition


def _edition(campaign: Campaign, notice: Notice, table: dict[str, Any]) -> Edition:
    proposals = binding.propose(table["columns"])
    title = table["title"] or f"{campaign.name}统计表"
    edition = Edition.objects.create(
        campaign=campaign,
        notice=notice,
        unit=notice.unit,
        title=shortened(title, 200),
        header_fields=table["header_fields"],
        stubs=binding.stubs(title, proposals),
        due_on=_due(campaign, notice),
    )
    Column.objects.bulk_create(
        Column(
            edition=edition,
            position=one.position,
            path=one.path,
            type=one.type,
            repeat=one.repeat,
            binding=one.binding,
            rule=one.rule,
        )
        for one in proposals
    )
    return edition


def _table_duties(campaign: Campaign, notice: Notice) -> Any:
    """Duties to hand in the table; where none says table, those that hand in anything."""
    duties = campaign.duties.filter(notice=notice, kind="filing")
    asked = [duty for duty in duties if "table" in duty.deliverables]
    return asked or list(duties)


def _due(campaign: Campaign, notice: Notice) -> Any:
    days = [duty.due_on for duty in _table_duties(campaign, notice) if duty.due_on]
    return min(days, default=None)


@transaction.atomic
def rebind(column: Column, *, type_: str, binding_: str, rule: dict[str, Any], by: Actor) -> None:
    """Change where a column takes its value from, while nobody has filled it yet."""
    edition = column.edition
    by.require_for_unit(Permission.CAMPAIGN_MANAGE, edition.unit)
    if edition.state != EditionState.DRAFT:
        raise RuleViolation("已经开始填报，不能再改口径。")
    column.type, column.binding, column.rule = type_, Binding(binding_), rule
    column.save(update_fields=["type", "binding", "rule"])
    log("filings.rebound", column, by=by, binding=binding_)


@transaction.atomic
def open_edition(edition: Edition, *, by: Actor) -> int:
    """Start the collection: a filing for every unit that owes the table; answer how many."""
    by.require_for_unit(Permission.CAMPAIGN_MANAGE, edition.unit)
    EDITION.advance(edition, "open")
    owing: dict[int, Any] = {}
    duties = _table_duties(edition.campaign, edition.notice)
    for assignment in Assignment.objects.filter(duty__in=duties).order_by("pk"):
        owing.setdefault(assignment.unit_id, assignment.due_on)
    made = Filing.objects.bulk_create(
        Filing(edition=edition, unit_id=unit_id, due_on=due_on) for unit_id, due_on in owing.items()
    )
    log("filings.opened", edition, by=by, filings=len(made))
    return len(made)


@transaction.atomic
def fill(filing: Filing, *, by: Actor) -> None:
    """Bring every cell up to what the ledger says now; what a person put in stays."""
    by.require_for_unit(Permission.FILING_FILL, filing.unit)
    _require_open(filing)
    columns = list(filing.edition.columns.order_by("position"))
    _refresh(filing, columns)
    log("filings.filled", filing, by=by)


def _refresh(filing: Filing, columns: list[Column]) -> None:
    counted = filling.values(filing, columns)
    kept = {(cell.column_id, cell.row): cell for cell in filing.cells.all()}
    by_position = {column.position: column for column in columns}
    rows = []
    for (position, row), value in counted.items():
        column = by_position[position]
        rows.append(_cell(filing, column, row, value, kept.get((column.pk, row))))
    filing.cells.all().delete()
    Cell.objects.bulk_create(rows)
    _recompute_totals(filing, columns)


def _cell(filing: Filing, column: Column, row: int, value: Value, earlier: Cell | None) -> Cell:
    """A fresh cell. A number overridden with a reason stands until it equals the count."""
    cell = Cell(filing=filing, column=column, row=row, counted=value.number)
    cell.number, cell.text = value.number, value.text
    if earlier is None:
        return cell
    if column.binding == Binding.MANUAL:
        cell.number, cell.text = earlier.number, earlier.text
    elif earlier.reason and earlier.number != value.number:
        cell.number, cell.reason = earlier.number, earlier.reason
        cell.text = earlier.text
    return cell


def _recompute_totals(filing: Filing, columns: list[Column]) -> None:
    position = {column.pk: column.position for column in columns}
    cells = {(position[cell.column_id], cell.row): cell for cell in filing.cells.all()}
    known: dict[Key, Value] = {key: Value(cell.number, cell.text) for key, cell in cells.items()}
    for key, value in filling.totals(columns, known).items():
        cell = cells[key]
        Cell.objects.filter(pk=cell.pk).update(counted=value.number, number=value.number)


@transaction.atomic
def override(
    cell: Cell, *, number: int | None = None, text: str = "", reason: str = "", by: Actor
) -> None:
    """Put a person's value in a cell; where the ledger has another, only with a reason."""
    filing, column = cell.filing, cell.column
    by.require_for_unit(Permission.FILING_FILL, filing.unit)
    _require_open(filing)
    rules.check_override(column.binding, number=number, counted=cell.counted, reason=reason)
    cell.number, cell.text = number, text.strip()
    cell.reason = (
        reason.strip() if number != cell.counted or column.binding == Binding.GATHERED else ""
    )
    cell.save(update_fields=["number", "text", "reason"])
    _recompute_totals(filing, list(filing.edition.columns.order_by("position")))
    log("filings.overridden", cell, by=by, column=str(column), has_reason=bool(reason))


@transaction.atomic
def submit(filing: Filing, *, by: Actor) -> None:
    """Hand the table in. Its figures are frozen with a digest of everything they say."""
    by.require_for_unit(Permission.FILING_SUBMIT, filing.unit)
    _require_open(filing)
    columns = list(filing.edition.columns.order_by("position"))
    if not filing.cells.exists():
        _refresh(filing, columns)
    rules.check_complete(_missing(filing))
    LIFECYCLE.advance(
        filing,
        "submit",
        digest=freezing.digest(filing),
        reason="",
        submitted_at=clock.now(),
        submitted_by_name=by.name,
        reviewed_at=None,
        reviewed_by_name="",
    )
    log("filings.submitted", filing, by=by, round=filing.round)


def _missing(filing: Filing) -> list[str]:
    empty = filing.cells.filter(number__isnull=True).select_related("column")
    return [
        str(cell.column)
        for cell in empty.order_by("column__position", "row")
        if rules.needs_number(cell.column.type, cell.column.binding)
        and not (cell.column.repeat == Repeat.PER_TROOP and cell.row == 0)
    ]


@transaction.atomic
def withdraw(filing: Filing, *, by: Actor) -> None:
    """Take back a table that nobody has accepted yet."""
    by.require_for_unit(Permission.FILING_SUBMIT, filing.unit)
    LIFECYCLE.advance(filing, "withdraw")
    log("filings.withdrawn", filing, by=by)


@transaction.atomic
def send_back(filing: Filing, *, reason: str, by: Actor) -> None:
    """Return a table for mending; the unit sees the reason and hands it in again."""
    by.require_for_unit(Permission.FILING_REVIEW, filing.edition.unit)
    rules.check_not_own(filing.unit_id, issuer=filing.edition.unit_id)
    rules.check_reason(reason)
    LIFECYCLE.advance(
        filing,
        "send_back",
        reason=reason.strip(),
        round=filing.round + 1,
        reviewed_at=clock.now(),
        reviewed_by_name=by.name,
    )
    log("filings.returned", filing, by=by, round=filing.round)


@transaction.atomic
def accept(filing: Filing, *, by: Actor) -> None:
    """Find the table good. Nobody finds their own good: an issuer's own stays handed in."""
    by.require_for_unit(Permission.FILING_REVIEW, filing.edition.unit)
    rules.check_not_own(filing.unit_id, issuer=filing.edition.unit_id)
    LIFECYCLE.advance(filing, "accept", reviewed_at=clock.now(), reviewed_by_name=by.name)
    log("filings.accepted", filing, by=by)


@transaction.atomic
def close_edition(edition: Edition, *, by: Actor) -> None:
    by.require_for_unit(Permission.CAMPAIGN_MANAGE, edition.unit)
    EDITION.advance(edition, "close")
    log("filings.closed", edition, by=by)


@transaction.atomic
def hand_out(filing: Filing, *, by: Actor) -> bytes:
    """One unit's table as a workbook to keep; who took it is recorded (security C-50)."""
    by.require_for_either(Permission.FILING_VIEW, filing.unit, filing.edition.unit)
    log("filings.table_exported", filing, by=by)
    return export.of_filing(filing)


@transaction.atomic
def hand_out_rollup(edition: Edition, *, by: Actor) -> bytes:
    by.require_for_unit(Permission.FILING_VIEW, edition.unit)
    log("filings.rollup_exported", edition, by=by)
    return export.of_rollup(edition)


def _require_open(filing: Filing) -> None:
    if filing.state not in (State.OPEN, State.RETURNED):
        raise RuleViolation("表已经提交。需要修改的，请先撤回，或请上级退回。")
    if filing.edition.state != EditionState.OPEN:
        raise RuleViolation("这张表现在不在填报期，请联系制表单位。")

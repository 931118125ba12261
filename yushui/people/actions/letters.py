"""Letters of condolence (慰问信): written, revised, asked for."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import F

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.campaigns.models import Campaign
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.people import categories, lettering, rules
from yushui.people.lettering import Words
from yushui.people.models import Addressee, Letter, PaperForm, PaperKind, Printing, Wording
from yushui.territory.models import Region


LONGEST_NAME = 60


@dataclass(frozen=True)
class Mailing:
    """To whom a letter goes, in whose name, and as which kind of file."""

    addressee: str = Addressee.HEAD
    form: str = PaperForm.PDF
    campaign: Campaign | None = None
    categories: tuple[str, ...] = ()


@transaction.atomic
def write_letter(region: Region, *, name: str, words: Words, by: Actor) -> Letter:
    """A letter in its first edition."""
    by.require(Permission.PEOPLE_EDIT, region)
    lettering.check(words)
    told = {"written_at": clock.now(), "written_by_name": by.name}
    letter = Letter.objects.create(region=region, name=_name(name), **told)
    Wording.objects.create(letter=letter, **_trimmed(words), **told)
    log("people.letter_written", letter, by=by, region=region.pk)
    return letter


@transaction.atomic
def revise_letter(letter: Letter, *, edition: int, name: str, words: Words, by: Actor) -> Letter:
    """The next edition; `edition` is the one that was read, so that two never overwrite another."""
    by.require(Permission.PEOPLE_EDIT, letter.region)
    lettering.check(words)
    told = {"written_at": clock.now(), "written_by_name": by.name}
    standing = Letter.objects.filter(pk=letter.pk, edition=edition)
    if not standing.update(name=_name(name), edition=F("edition") + 1, **told):
        raise Conflict("这封信刚刚被别人改过，请重新打开，在新的一版上修改。")
    letter.refresh_from_db()
    Wording.objects.create(letter=letter, edition=letter.edition, **_trimmed(words), **told)
    log("people.letter_revised", letter, by=by, edition=letter.edition)
    return letter


@transaction.atomic
def ask_letters(wording: Wording, region: Region, *, to: Mailing, by: Actor) -> Printing:
    """Ask for a letter to the families of a place."""
    by.require(Permission.PEOPLE_EDIT, region)
    letter = Letter.objects.visible_to(by).filter(pk=wording.letter_id)
    if not letter.exists():
        raise NotPermitted("您的岗位不能印这封慰问信。")
    if to.addressee not in Addressee.values:
        raise RuleViolation("请选择信写给谁。", field="addressee")
    if to.form not in PaperForm.values:
        raise RuleViolation("请选择文件种类。", field="form")
    if unknown := set(to.categories) - dict(categories.choices()).keys():
        raise RuleViolation(f"不认识的人员类别“{min(unknown)}”，请重新选择。", field="categories")
    made = Printing.objects.create(
        region=region,
        paper=PaperKind.LETTER,
        form=to.form,
        wording=wording,
        campaign=to.campaign,
        categories=list(to.categories),
        addressee=to.addressee,
        asked_at=clock.now(),
        asked_by_id=by.id,
        asked_by_name=by.name,
    )
    log("people.printing_asked", made, by=by, paper=made.paper, region=region.pk)
    return made


def _name(name: str) -> str:
    return rules.require_text(name, "名称", field="name", longest=LONGEST_NAME)


def _trimmed(words: Words) -> dict[str, object]:
    """Without blanks around the lines; an empty line is the writer's own, and no paragraph."""
    return asdict(words) | {
        "title": words.title.strip(),
        "salutation": words.salutation.strip(),
        "body": "\n".join(words.paragraphs),
        "organs": "\n".join(words.signers),
        "festival": words.festival.strip(),
    }

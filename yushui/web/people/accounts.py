"""The account a person is paid into: entered, replaced, ended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yushui.accounts.roles import Permission
from yushui.kernel import clock
from yushui.kernel.identifiers import bank_card
from yushui.people import actions, rules
from yushui.people.models import BankAccount
from yushui.web.http import actor_of, attempt
from yushui.web.people import account_forms
from yushui.web.people.persons import edited, person_of
from yushui.web.policy import requires


@requires(Permission.PEOPLE_EDIT)
@sensitive_post_parameters("number")
@require_http_methods(["GET", "POST"])
def set_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter an account; what is odd about it is told at once and holds no one up."""
    person = person_of(request, pk, Permission.PEOPLE_EDIT)
    form = account_forms.SetAccount(request.POST or None, person=person)

    def act() -> bool:
        facts, since = form.facts(), form.cleaned_data["since"]
        made = attempt(
            actions.set_account, form, person, facts=facts, since=since, by=actor_of(request)
        )
        if made.value:
            doubts = rules.doubts_of_account(
                holder=made.value.holder_name,
                name=person.name,
                guardian=made.value.guardian_name,
                age=person.age(clock.today()),
                warning=bank_card(facts.number).warning,
            )
            for told in doubts:
                messages.warning(request, told)
        return bool(made)

    heading = f"登记{person.name}的收款账户"
    return edited(request, person, form, heading=heading, act=act, said="收款账户已登记。")


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def end_account(request: HttpRequest, pk: int) -> HttpResponse:
    mine = BankAccount.objects.filter(
        actor_of(request).scope(Permission.PEOPLE_EDIT).rows("person__household__region")
    )
    account = get_object_or_404(mine.select_related("person__household__region"), pk=pk)
    form = account_forms.EndAccount(request.POST or None)
    return edited(
        request,
        account.person,
        form,
        heading=f"停用{account.person.name}的收款账户",
        act=lambda: attempt(
            actions.end_account, form, account, on=form.cleaned_data["on"], by=actor_of(request)
        ),
        said="收款账户已停用。",
    )

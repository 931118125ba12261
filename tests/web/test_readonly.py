"""Reading a page changes nothing (C-18)."""

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse

from tests import make
from yushui.audit.log import log
from yushui.territory.models import Region
from yushui.web import readonly


def test_a_write_is_refused():
    with (
        readonly.read_only(lambda: False),
        pytest.raises(readonly.WroteWhileReading, match="territory_region"),
    ):
        make.region()


@pytest.mark.parametrize(
    "write",
    [
        lambda: Region.objects.update(name="x"),
        lambda: Region.objects.filter(name="x").delete(),
        lambda: Region.objects.bulk_create([Region(name="x", level=1, path="/x/")]),
    ],
)
def test_every_kind_of_write_is_refused(write):
    make.region(name="x")
    with readonly.read_only(lambda: False), pytest.raises(readonly.WroteWhileReading):
        write()


def test_reading_and_dropping_a_session_go_through():
    make.region(name="云泽")
    with readonly.read_only(lambda: False):
        assert Region.objects.filter(name="云泽").exists()
        Session.objects.all().delete()


@pytest.mark.parametrize("may_trace", [True, False])
def test_the_trail_is_written_only_where_a_view_says_so(may_trace):
    place, by = make.region(), make.actor()
    with readonly.read_only(lambda: may_trace):
        if may_trace:
            log("files.store", place, by=by)
        else:
            with pytest.raises(readonly.WroteWhileReading):
                log("files.store", place, by=by)


def test_after_reading_writing_goes_on():
    with readonly.read_only(lambda: False):
        pass
    assert make.region().pk


def test_a_view_says_so_by_a_mark():
    @readonly.leaves_trace
    def view(request):
        return HttpResponse()

    assert readonly.may_leave_trace(view)
    assert not readonly.may_leave_trace(lambda request: HttpResponse())

"""Files are kept once, in a folder of their own, and photographs lose what they would betray."""

from dataclasses import dataclass
from io import BytesIO

import pytest
from django.db import IntegrityError
from PIL import Image

from tests.files import corpus
from yushui.audit.models import Event
from yushui.files import actions, photos, storage
from yushui.files.models import StoredFile
from yushui.kernel.errors import RuleViolation


@dataclass(frozen=True)
class Clerk:
    id: str = "7"
    name: str = "李文书"


NOTICE = "关于做好八一期间双拥工作的通知".encode()


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.YUSHUI_FILES = tmp_path / "files"


def test_a_file_is_stored_with_who_and_when_and_leaves_a_trace():
    file = actions.store("通知.txt", NOTICE, by=Clerk())
    assert (file.name, file.kind, file.size) == ("通知.txt", "txt", len(NOTICE))
    assert (file.uploaded_by_id, file.read()) == ("7", NOTICE)
    assert Event.objects.get(kind="files.store").subject_id == str(file.pk)


def test_the_digest_is_sm3():
    """The example of GB/T 32905-2016, appendix A."""
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert storage.digest_of(b"abc") == expected


def test_the_same_content_twice_is_one_file_and_two_traces():
    first = actions.store("通知.txt", NOTICE, by=Clerk())
    again = actions.store("通知（副本）.txt", NOTICE, by=Clerk("8", "王文书"))
    assert (again.pk, again.name) == (first.pk, "通知.txt")
    assert Event.objects.filter(kind="files.store").count() == 2


def test_a_refused_file_leaves_nothing(settings):
    with pytest.raises(RuleViolation):
        actions.store("通知.txt", b"", by=Clerk())
    assert not StoredFile.objects.exists()
    assert not settings.YUSHUI_FILES.exists()


def test_the_content_lies_in_the_folder_for_its_owner_only(settings):
    file = actions.store("通知.txt", NOTICE, by=Clerk())
    path = storage.path_of(file.digest)
    assert path.is_relative_to(settings.YUSHUI_FILES)
    assert path.stat().st_mode & 0o077 == 0
    assert [*path.parent.iterdir()] == [path]


def test_the_content_is_sealed_on_the_disc():
    file = actions.store("通知.txt", NOTICE, by=Clerk())
    held = storage.path_of(file.digest).read_bytes()
    assert "双拥".encode() not in held
    assert len(held) > len(NOTICE)


def cut(path, other):
    path.write_bytes(path.read_bytes()[:-1])


def change_one_byte(path, other):
    held = bytearray(path.read_bytes())
    held[-20] ^= 1
    path.write_bytes(held)


def put_another_file_there(path, other):
    path.write_bytes(other.read_bytes())


def put_plain_text_there(path, other):
    path.write_bytes(NOTICE)


@pytest.mark.parametrize(
    "harm", [cut, change_one_byte, put_another_file_there, put_plain_text_there]
)
def test_a_content_changed_on_the_disc_is_noticed(harm):
    file = actions.store("通知.txt", NOTICE, by=Clerk())
    other = actions.store("函.txt", "关于商请协助的函".encode(), by=Clerk())
    harm(storage.path_of(file.digest), storage.path_of(other.digest))
    with pytest.raises(RuleViolation, match="不一致"):
        file.read()


def test_a_content_missing_from_the_disc_is_a_sentence():
    file = actions.store("通知.txt", NOTICE, by=Clerk())
    storage.path_of(file.digest).unlink()
    with pytest.raises(RuleViolation, match="从备份恢复"):
        file.read()


def test_the_database_refuses_the_same_digest_twice():
    file = actions.store("通知.txt", NOTICE, by=Clerk())
    file.pk = None
    with pytest.raises(IntegrityError):
        file.save(force_insert=True)


def photographed(form: str = "JPEG") -> bytes:
    """A picture on its side that knows where it was taken and by what."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "SomePhone"
    exif.get_ifd(0x8825)[1] = "N"
    return corpus.picture((80, 40), form, exif=exif.tobytes(), comment=b"secret")


@pytest.mark.parametrize(("name", "form"), [("走访.jpg", "JPEG"), ("走访.png", "PNG")])
def test_a_photo_is_stored_upright_and_without_metadata(name, form):
    file = actions.store(name, photographed(form), by=Clerk())
    kept = Image.open(BytesIO(file.read()))
    assert kept.size == (40, 80)
    assert not kept.getexif()
    assert b"SomePhone" not in file.read()
    assert not {"exif", "comment"} & set(kept.info)


def test_a_large_photo_is_made_smaller():
    kept = photos.clean("走访.jpg", "jpeg", corpus.picture((3000, 1500), "JPEG"))
    assert Image.open(BytesIO(kept)).size == (2560, 1280)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("走访.png", corpus.huge_picture(), "异常|像素"),
        ("走访.jpg", corpus.picture(form="JPEG")[:300], "已损坏"),
        ("走访.png", b"\x89PNG\r\n\x1a\nnothing", "已损坏"),
    ],
)
def test_a_bad_photo_is_refused(name, content, says):
    with pytest.raises(RuleViolation, match=says):
        actions.store(name, content, by=Clerk())


def test_a_photo_between_forty_and_fifty_million_pixels_is_refused_before_decoding(monkeypatch):
    monkeypatch.setattr(photos, "MAX_PIXELS", 1000)
    with pytest.raises(RuleViolation, match="40×30 像素"):
        photos.clean("走访.png", "png", corpus.picture())


def test_a_printers_photo_in_four_inks_becomes_ordinary():
    buffer = BytesIO()
    Image.new("CMYK", (30, 30)).save(buffer, "JPEG")
    assert Image.open(BytesIO(photos.clean("照.jpg", "jpeg", buffer.getvalue()))).mode == "RGB"

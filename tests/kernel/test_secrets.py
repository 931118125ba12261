"""Personal data is sealed, found again, and masked."""

from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from yushui.kernel import keys, secrets
from yushui.kernel.keys import FileKeys, KeyProblem


ROW = UUID("0190a0b0-0000-7000-8000-000000000001")
ID_CARD = "11010519491231002X"


@pytest.fixture(autouse=True)
def installed(tmp_path, settings):
    settings.YUSHUI_KEYS = tmp_path / "keys.json"
    return FileKeys.create(settings.YUSHUI_KEYS)


def test_sm4_gives_the_block_of_gb_t_32907():
    key = bytes.fromhex("0123456789abcdeffedcba9876543210")
    cipher = Cipher(algorithms.SM4(key), modes.ECB()).encryptor()
    assert cipher.update(key).hex() == "681edf34d206965e86b3e94f536e4246"


def test_sm4_gcm_gives_the_vector_of_rfc_8998():
    key = bytes.fromhex("0123456789abcdeffedcba9876543210")
    nonce = bytes.fromhex("00001234567800000000abcd")
    cipher = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    cipher.authenticate_additional_data(bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
    plain = bytes.fromhex(
        "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
        "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"
    )
    assert (cipher.update(plain) + cipher.finalize()).hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
    )
    assert cipher.tag.hex() == "83de3541e4c2b58177e065a9bf7b62ec"


def test_sm3_gives_the_digest_of_gb_t_32905():
    digest = hashes.Hash(hashes.SM3())
    digest.update(b"abc")
    assert digest.finalize().hex() == (
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    )


@hypothesis(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_sealed_opens_in_its_place(text):
    sealed = secrets.seal("people_person", "id_card", ROW, text)
    assert secrets.open_("people_person", "id_card", ROW, memoryview(sealed)) == text


def test_the_same_value_is_never_sealed_twice_alike():
    assert len({secrets.seal("t", "c", ROW, ID_CARD) for _ in range(50)}) == 50


@pytest.mark.parametrize(
    "place",
    [("t", "c", uuid4()), ("t", "other", ROW), ("other", "c", ROW), ("t\0c", "", ROW)],
    ids=["row", "column", "table", "border"],
)
def test_a_sealed_value_does_not_open_anywhere_else(place):
    sealed = secrets.seal("t", "c", ROW, ID_CARD)
    with pytest.raises(secrets.Tampered):
        secrets.open_(*place, sealed)


def test_no_bit_of_a_sealed_value_may_change():
    sealed = secrets.seal("t", "c", ROW, ID_CARD)
    for position in range(len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= 1
        with pytest.raises((secrets.Tampered, KeyProblem)):
            secrets.open_("t", "c", ROW, bytes(changed))


def test_no_part_of_a_sealed_value_may_be_missing():
    sealed = secrets.seal("t", "c", ROW, ID_CARD)
    for length in range(len(sealed)):
        with pytest.raises((secrets.Tampered, KeyProblem)):
            secrets.open_("t", "c", ROW, sealed[:length])


def test_a_new_key_seals_and_the_old_one_still_opens(installed):
    before = secrets.seal("t", "c", ROW, ID_CARD)
    installed.rotate()
    keys._file_keys.cache_clear()
    after = secrets.seal("t", "c", ROW, ID_CARD)
    assert [secrets.key_id_of(sealed) for sealed in (before, after)] == ["f1", "f2"]
    assert secrets.open_("t", "c", ROW, before) == secrets.open_("t", "c", ROW, after) == ID_CARD


def test_a_key_rotated_by_another_process_is_picked_up(settings):
    keys.provider()
    FileKeys(settings.YUSHUI_KEYS).rotate()
    assert keys.provider().secret("f2")


def test_a_value_sealed_under_a_lost_key_says_which(tmp_path, settings):
    sealed = secrets.seal("t", "c", ROW, ID_CARD).replace(b"\x02f1", b"\x02f9")
    with pytest.raises(KeyProblem, match="没有编号为“f9”的密钥"):
        secrets.open_("t", "c", ROW, sealed)


@pytest.mark.parametrize(
    "written",
    ["11010519491231002x", " 110105 19491231 002X", "１１０１０５１９４９１２３１００２Ｘ"],
)
def test_a_blind_index_is_the_same_for_every_way_to_write_a_number(written):
    assert secrets.blind_index("t", "c", written) == secrets.blind_index("t", "c", ID_CARD)


def test_blind_indexes_of_two_columns_cannot_be_compared():
    indexes = {
        secrets.blind_index(*place, ID_CARD) for place in [("t", "a"), ("t", "b"), ("u", "a")]
    }
    assert len(indexes) == 3


def test_a_blind_index_outlives_the_rotation_of_keys(installed):
    before = secrets.blind_index("t", "c", ID_CARD)
    installed.rotate()
    keys._file_keys.cache_clear()
    assert secrets.blind_index("t", "c", ID_CARD) == before


def test_another_installation_has_other_indexes(tmp_path, settings):
    ours = secrets.blind_index("t", "c", ID_CARD)
    settings.YUSHUI_KEYS = tmp_path / "other.json"
    FileKeys.create(settings.YUSHUI_KEYS)
    assert secrets.blind_index("t", "c", ID_CARD) != ours


@pytest.mark.parametrize(
    ("mask", "value", "shown"),
    [
        (secrets.mask_id_card, ID_CARD, "110105********002X"),
        (secrets.mask_id_card, "110105491231002", "110105*****1002"),
        (secrets.mask_id_card, "12345", "*****"),
        (secrets.mask_phone, "13800000000", "138****0000"),
        (secrets.mask_phone, "0351-1234567", "0351-*****67"),
        (secrets.mask_phone, "12345678", "******78"),
        (secrets.mask_phone, "13800000000、0351-1234567", "138****0000、0351-*****67"),
        (secrets.mask_phone, "2345678-801", "*****78"),
        (secrets.mask_bank_card, "6222020000000000", "**** 0000"),
        (secrets.mask_bank_card, "1234", "****"),
        (secrets.mask_name, "王", "*"),
        (secrets.mask_name, "王明", "王*"),
        (secrets.mask_name, "王小明", "王*明"),
        (secrets.mask_name, "欧阳致远", "欧**远"),
        (secrets.mask_name, "", ""),
    ],
)
def test_a_mask_shows_no_more_than_it_must(mask, value, shown):
    assert mask(value) == shown


def test_a_sealed_file_opens_under_its_own_digest_only():
    sealed = secrets.seal_file("aa", b"content")
    assert secrets.open_file("aa", sealed) == b"content"
    with pytest.raises(secrets.Tampered):
        secrets.open_file("ab", sealed)


def test_a_file_sealed_before_a_rotation_still_opens(installed):
    sealed = secrets.seal_file("aa", b"content")
    installed.rotate()
    assert secrets.open_file("aa", sealed) == b"content"
    assert secrets.key_id_of(sealed) == "f1"

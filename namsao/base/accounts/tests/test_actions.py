"""Opening, inviting, suspending: the verbs of accounts."""

from datetime import timedelta

import pytest

from namsao.base.access.visitor import INSTALLER
from namsao.base.accounts import actions, queries
from namsao.base.accounts.models import Posting, User
from namsao.base.accounts.tests.cast import NOW, PASSWORD
from namsao.base.audit.models import Entry
from namsao.core.actor import Posting as PostingValue
from namsao.core.actor import Role
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow

LATER = NOW + timedelta(days=1)


def history():
    return list(Entry.objects.order_by("id").values_list("actor_name", "verb", "target_label", "why"))


def opened(cast, login="0912 345 678", **facts):
    where = {"party": cast.htx, "role": Role.PRODUCER} | facts
    return actions.open_account(name="Nguyễn  Thị Đào", login=login, by=cast.tuan, at=NOW, **where)


def test_an_account_is_opened_with_one_role_and_no_password(cast):
    user = opened(cast)

    assert (user.phone, user.email, user.name_folded) == ("+84912345678", None, "nguyen thi dao")
    assert not user.has_usable_password()
    assert user.postings() == [PostingValue(Role.PRODUCER, None, cast.htx.pk)]
    assert history() == [("Tuấn", "open", str(user), "chủ thể: HTX Miến dong Lục Hồn")]


@pytest.mark.parametrize(
    ("login", "kept"),
    [(" Hoa.Moi@Example.VN ", {"email": "hoa.moi@example.vn"}), ("+84 912345678", {"phone": "+84912345678"})],
)
def test_a_login_is_kept_in_one_form(cast, login, kept):
    user = opened(cast, login)

    assert {name: value for name in ("email", "phone") if (value := getattr(user, name))} == kept


@pytest.mark.parametrize("login", ["0912", "hoa@", "hoa", "@", "09123456789"])
def test_a_login_that_is_neither_is_refused_at_its_field(cast, login):
    with pytest.raises(BadValue) as refused:
        opened(cast, login)

    assert refused.value.field == "login"
    assert refused.value.sentence
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("again", ["0912345678", "+84912345678"])
def test_nobody_gets_a_second_account_on_the_same_login(cast, again):
    opened(cast)

    with pytest.raises(AlreadyDone) as refused:
        opened(cast, again)

    assert refused.value.field == "login"
    assert User.objects.filter(phone="+84912345678").count() == 1


def test_the_first_administrator_is_all_or_nothing(cast):
    with pytest.raises(BadValue):
        actions.open_administrator(name="Sơn", login="son@example.vn", password="ngan", by=INSTALLER, at=NOW)
    assert not User.objects.filter(email="son@example.vn").exists()

    user = actions.open_administrator(
        name="Sơn", login="son@example.vn", password=PASSWORD, by=INSTALLER, at=NOW
    )

    assert user.postings() == [PostingValue(Role.ADMIN, cast.province.pk, None)]
    assert queries.has_administrator()


def test_a_role_is_given_once_ended_once_and_its_row_stays(cast):
    posting = actions.add_posting(
        user=cast.binh, role=Role.AUDITOR, place=cast.province, by=cast.quan, at=NOW
    )
    with pytest.raises(AlreadyDone):
        actions.add_posting(user=cast.binh, role=Role.AUDITOR, place=cast.province, by=cast.quan, at=NOW)

    actions.end_posting(posting=posting, why="hết đợt kiểm tra", by=cast.quan, at=LATER)
    with pytest.raises(AlreadyDone):
        actions.end_posting(posting=posting, why="lần nữa", by=cast.quan, at=LATER)

    posting.refresh_from_db()
    assert (posting.since, posting.until) == (NOW, LATER)
    assert User.objects.get(pk=cast.binh.pk).postings() == []
    assert [(verb, why) for _, verb, _, why in history()] == [
        ("post", str(posting)),
        ("end", "hết đợt kiểm tra"),
    ]


def test_a_role_that_ended_can_be_given_again(cast):
    posting = Posting.objects.get(user=cast.tuan)
    actions.end_posting(posting=posting, why="chuyển công tác", by=cast.quan, at=NOW)

    actions.add_posting(user=cast.tuan, role=Role.COMMUNE, place=cast.luc_hon, by=cast.quan, at=LATER)

    assert Posting.objects.filter(user=cast.tuan).count() == 2


def test_an_account_is_suspended_once_and_restored_once(cast):
    actions.suspend(user=cast.hoa, why="mất điện thoại", by=cast.quan, at=NOW)
    with pytest.raises(AlreadyDone):
        actions.suspend(user=cast.hoa, why="lần nữa", by=cast.quan, at=NOW)
    assert User.objects.get(pk=cast.hoa.pk).postings() == []

    actions.restore(user=cast.hoa, why="đã tìm thấy", by=cast.quan, at=LATER)
    with pytest.raises(AlreadyDone):
        actions.restore(user=cast.hoa, why="lần nữa", by=cast.quan, at=LATER)

    assert [verb for _, verb, _, _ in history()] == ["suspend", "restore"]
    assert User.objects.get(pk=cast.hoa.pk).postings() == [PostingValue(Role.PRODUCER, None, cast.htx.pk)]


def test_nobody_locks_themselves_out(cast):
    with pytest.raises(NotAllowedNow):
        actions.suspend(user=cast.quan, why="thử", by=cast.quan, at=NOW)
    with pytest.raises(NotAllowedNow):
        actions.end_posting(posting=Posting.objects.get(user=cast.quan), why="thử", by=cast.quan, at=NOW)

    assert queries.has_administrator()
    assert history() == []


def test_an_invitation_works_until_the_password_is_set(cast):
    user = opened(cast)

    token = actions.invite(user=user, by=cast.tuan, at=NOW)
    assert queries.welcomed(token) == user
    actions.set_password(user=user, password=PASSWORD, by=user, at=NOW)

    assert queries.welcomed(token) is None
    assert [verb for _, verb, _, _ in history()] == ["open", "invite", "set_password"]


def test_an_invitation_ends_after_three_days(cast, time_machine):
    time_machine.move_to(NOW)
    token = actions.invite(user=cast.hoa, by=cast.tuan, at=NOW)

    time_machine.move_to(NOW + timedelta(days=3) - timedelta(minutes=1))
    before = queries.welcomed(token)
    time_machine.move_to(NOW + timedelta(days=3, minutes=1))

    assert (before, queries.welcomed(token)) == (cast.hoa, None)


@pytest.mark.parametrize(
    "token", ["", ".", "x.y", "MQ", "MQ.", "8J+YgA.c", "99999999999999999999.x", "\x00.\x00", "é.é"]
)
def test_a_made_up_token_is_nobodys(cast, token):
    assert queries.welcomed(token) is None


def test_a_token_is_not_anothers(cast):
    mine = queries.welcome_token(cast.hoa)
    theirs = queries.welcome_token(cast.quan)

    assert queries.welcomed(theirs.partition(".")[0] + "." + mine.partition(".")[2]) is None


def test_a_suspended_person_is_neither_invited_nor_welcomed(cast):
    token = actions.invite(user=cast.hoa, by=cast.tuan, at=NOW)
    actions.suspend(user=cast.hoa, why="nghỉ", by=cast.quan, at=NOW)

    assert queries.welcomed(token) is None
    with pytest.raises(NotAllowedNow):
        actions.invite(user=cast.hoa, by=cast.tuan, at=NOW)


@pytest.mark.parametrize("password", ["", "ngan", "123456789123456789", "hoa@example.vn12"])
def test_a_weak_password_is_refused_and_the_old_one_stays(cast, password):
    with pytest.raises(BadValue) as refused:
        actions.set_password(user=cast.hoa, password=password, by=cast.hoa, at=NOW)

    assert refused.value.field == "password"
    assert User.objects.get(pk=cast.hoa.pk).check_password(PASSWORD)
    assert history() == []


def test_a_password_is_kept_as_argon2_only(cast):
    actions.set_password(user=cast.hoa, password="con đường về Lục Hồn", by=cast.hoa, at=NOW)

    kept = User.objects.get(pk=cast.hoa.pk)
    assert kept.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert kept.check_password("con đường về Lục Hồn")

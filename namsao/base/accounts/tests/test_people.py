"""The pages of people: list, person, opening, inviting, suspending, the first password."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from namsao.base.accounts import actions, queries
from namsao.base.accounts.models import Posting, User
from namsao.base.accounts.tests.cast import NOW, PASSWORD, a_user
from namsao.base.accounts.tests.sign import is_signed_in, sign_in
from namsao.base.audit.models import Entry
from namsao.core.actor import Role


def listed(answer):
    return {row.record.name for row in answer.context["table"].rows}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", {"Hoa", "Tuấn"}),
        ("tuan", {"Tuấn"}),
        ("TUẤN", {"Tuấn"}),
        ("hoa@example.vn", {"Hoa"}),
        ("+84 912 345 678", {"Hoa"}),
        ("0912.345.678", {"Hoa"}),
        ("0", set()),
        ("lan", set()),
        ("%", set()),
    ],
)
def test_people_are_found_by_name_address_or_phone(client, cast, wanted, found):
    User.objects.filter(pk=cast.hoa.pk).update(phone="+84912345678")
    client.force_login(cast.tuan)

    answer = client.get(reverse("accounts:people"), {"q": wanted})

    assert listed(answer) == found


def test_the_list_costs_the_same_for_few_and_many(client, cast, django_assert_max_num_queries):
    for number in range(30):
        a_user(f"Chủ hộ {number}", Role.PRODUCER, party=cast.htx)
    client.force_login(cast.lan)

    with django_assert_max_num_queries(12):
        answer = client.get(reverse("accounts:people"))

    assert len(answer.context["table"].page) == 25


@pytest.mark.parametrize(
    ("who", "status"), [("hoa", 200), ("tuan", 200), ("other_tuan", 404), ("binh", 404), (None, 302)]
)
def test_a_person_is_seen_by_those_who_may(client, cast, who, status):
    if who:
        client.force_login(getattr(cast, who))

    assert client.get(reverse("accounts:person", args=[cast.hoa.pk])).status_code == status


def test_a_number_beyond_every_row_is_not_found(client, cast):
    client.force_login(cast.quan)

    assert client.get(f"/people/{10**30}/").status_code == 404


def test_a_commune_officer_opens_an_account_for_a_producer(client, cast):
    client.force_login(cast.tuan)

    answer = client.post(
        reverse("accounts:new_for_party", args=[cast.htx.pk]), {"name": "Đào", "login": "0912345678"}
    )

    made = User.objects.get(phone="+84912345678")
    assert answer["Location"] == reverse("accounts:person", args=[made.pk])
    assert [(p.role, p.party) for p in made.posting_rows.all()] == [("producer", cast.htx)]


@pytest.mark.parametrize(
    ("login", "said"),
    [
        ("0912", "“0912” không phải số điện thoại Việt Nam."),
        ("dao@", "Địa chỉ thư điện tử viết chưa đúng"),
        ("HOA@example.vn", "hoa@example.vn đã có tài khoản."),
    ],
)
def test_a_bad_login_keeps_what_was_typed_and_says_why_beside_it(client, cast, login, said):
    client.force_login(cast.tuan)

    answer = client.post(
        reverse("accounts:new_for_party", args=[cast.htx.pk]), {"name": "Đào", "login": login}
    )

    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert re.search(r'<input[^>]*name="name"[^>]*>', page)[0].count('value="Đào"') == 1
    assert re.search(r'<input[^>]*name="login"[^>]*>', page)[0].count(f'value="{login}"') == 1
    assert said in re.search(r'id="id_login_error">.*?</span>\s*(?:<input|</div)', page, re.DOTALL)[0]


@pytest.mark.parametrize(("who", "status"), [("other_tuan", 404), ("binh", 404), ("hoa", 403), ("thu", 403)])
def test_others_open_no_account_for_that_party(client, cast, who, status):
    client.force_login(getattr(cast, who))

    answer = client.post(
        reverse("accounts:new_for_party", args=[cast.htx.pk]), {"name": "X", "login": "0912345678"}
    )

    assert answer.status_code == status
    assert not User.objects.filter(phone="+84912345678").exists()


def test_an_administrator_opens_an_account_for_an_officer(client, cast):
    client.force_login(cast.quan)
    page = reverse("accounts:new_for_place", args=[cast.luc_hon.pk])

    assert 'value="commune"' in client.get(page).content.decode()
    client.post(page, {"name": "Mai", "login": "mai@example.vn", "role": "commune"})

    posting = Posting.objects.get(user__email="mai@example.vn")
    assert (posting.role, posting.place) == ("commune", cast.luc_hon)


def test_the_province_cannot_make_an_administrator(client, cast):
    client.force_login(cast.lan)
    page = reverse("accounts:new_for_place", args=[cast.province.pk])

    answer = client.post(page, {"name": "Mai", "login": "mai@example.vn", "role": "admin"})

    assert answer.status_code == 422
    assert not User.objects.filter(email="mai@example.vn").exists()


def test_an_invitation_is_shown_once_and_lets_the_person_in(client, cast):
    # given a link made by the officer
    client.force_login(cast.tuan)
    page = client.post(reverse("accounts:invite", args=[cast.hoa.pk])).content.decode()
    link = re.search(r"http://localhost:8000(/people/welcome/[^<\s]+)", page)[1]
    assert link not in client.get(reverse("accounts:person", args=[cast.hoa.pk])).content.decode()

    # when the person sets a password
    visitor = Client()
    assert "Chào Hoa" in visitor.get(link).content.decode()
    new = "con-duong-ve-luc-hon"
    answer = visitor.post(link, {"password": new, "again": new})

    # then it works, and the link does not any more
    assert answer["Location"] == reverse("account_login")
    sign_in(visitor, "hoa@example.vn", new)
    assert is_signed_in(visitor)
    over = Client().get(link)
    assert over.status_code == 404
    assert "Đường mời không còn dùng được" in over.content.decode()
    assert set(Entry.objects.values_list("actor_name", "verb")) == {
        ("Tuấn", "invite"),
        ("Hoa", "set_password"),
    }


def test_looking_at_the_address_of_an_invitation_makes_none(client, cast):
    client.force_login(cast.tuan)

    answer = client.get(reverse("accounts:invite", args=[cast.hoa.pk]))

    assert answer["Location"] == reverse("accounts:person", args=[cast.hoa.pk])
    assert Entry.objects.count() == 0


@pytest.mark.parametrize(("who", "status"), [("other_tuan", 404), ("hoa", 403), ("thu", 403)])
def test_others_make_no_invitation(client, cast, who, status):
    client.force_login(getattr(cast, who))

    assert client.post(reverse("accounts:invite", args=[cast.hoa.pk])).status_code == status
    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    ("first", "again", "said"),
    [
        ("con-duong-ve-luc-hon", "con-duong-ve-ba-che", "Hai lần nhập chưa giống nhau."),
        ("ngan", "ngan", "Mật khẩu quá ngắn: cần từ 15 ký tự trở lên."),
        ("123456789123456789", "123456789123456789", "Mật khẩu này quá phổ biến."),
    ],
)
def test_a_bad_first_password_is_refused_in_vietnamese_and_the_link_still_works(
    client, cast, first, again, said
):
    link = reverse("accounts:welcome", args=[queries.welcome_token(cast.hoa)])

    answer = client.post(link, {"password": first, "again": again})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert client.get(link).status_code == 200
    assert User.objects.get(pk=cast.hoa.pk).check_password(PASSWORD)


def test_suspending_asks_why_and_restoring_too(client, cast):
    client.force_login(cast.quan)
    page = reverse("accounts:suspend", args=[cast.hoa.pk])

    assert client.post(page, {"why": ""}).status_code == 422
    client.post(page, {"why": "mất điện thoại"})
    assert not User.objects.get(pk=cast.hoa.pk).is_active
    client.post(page, {"why": "đã tìm thấy"})

    assert User.objects.get(pk=cast.hoa.pk).is_active
    assert list(Entry.objects.order_by("id").values_list("verb", "why")) == [
        ("suspend", "mất điện thoại"),
        ("restore", "đã tìm thấy"),
    ]


def test_an_administrator_who_suspends_themselves_is_refused_and_keeps_the_reason_typed(client, cast):
    client.force_login(cast.quan)

    answer = client.post(reverse("accounts:suspend", args=[cast.quan.pk]), {"why": "thử xem"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Hãy nhờ quản trị viên khác." in page
    assert "thử xem" in page


@pytest.mark.parametrize(("who", "status"), [("tuan", 403), ("other_tuan", 404), ("hoa", 403)])
def test_others_suspend_nobody(client, cast, who, status):
    client.force_login(getattr(cast, who))

    assert client.post(reverse("accounts:suspend", args=[cast.hoa.pk]), {"why": "x"}).status_code == status
    assert User.objects.get(pk=cast.hoa.pk).is_active


def test_a_role_is_ended_from_the_page_of_the_person(client, cast):
    client.force_login(cast.lan)
    posting = Posting.objects.get(user=cast.hoa)
    link = reverse("accounts:end", args=[posting.pk])
    assert link in client.get(reverse("accounts:person", args=[cast.hoa.pk])).content.decode()

    client.post(link, {"why": "thôi làm"})

    posting.refresh_from_db()
    assert posting.until is not None
    assert client.post(link, {"why": "lần nữa"}).status_code == 422


def test_only_roles_one_may_end_carry_a_link(client, cast):
    mixed = a_user("Mai", Role.COMMUNE, place=cast.luc_hon)
    mine = actions.add_posting(user=mixed, role=Role.PRODUCER, party=cast.htx, by=cast.quan, at=NOW)
    client.force_login(cast.lan)

    page = client.get(reverse("accounts:person", args=[mixed.pk])).content.decode()

    assert re.findall(r"/people/postings/(\d+)/end/", page) == [str(mine.pk)]

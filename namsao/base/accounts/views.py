"""People: list, open, invite, suspend; the page where an invited person sets a password; keys of other systems."""

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.base.access.gate import actor_of, on_row, on_rows, public
from namsao.base.access.policy import allowed, rows
from namsao.base.accounts import actions, queries
from namsao.base.accounts.forms import KeyForm, OfficerForm, PasswordForm, PersonForm
from namsao.base.accounts.models import ApiKey, Posting, User
from namsao.base.accounts.policy import appointable
from namsao.base.accounts.tables import KeyTable, PersonTable
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.base.ui.forms import WhyForm, refusing
from namsao.core.actor import Role


@on_rows(User)
def people(request: HttpRequest, found: QuerySet[User]) -> HttpResponse:
    """Accounts one may see, found by name without marks or by e-mail."""
    wanted = request.GET.get("q", "").strip()
    if wanted:
        found = found.matching(wanted)
    table = PersonTable(found.prefetch_related("posting_rows__party", "posting_rows__place"))
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    places = rows(actor_of(request), "post_person", Place).filter(valid_to=None)
    return render(request, "accounts/people.html", {"table": table, "q": wanted, "places": places[:60]})


@on_row(User)
def person(request: HttpRequest, found: User) -> HttpResponse:
    """One account with its postings."""
    actor = actor_of(request)
    context = {
        "person": found,
        "postings": found.posting_rows.select_related("party", "place"),
        "endable": rows(actor, "end", found.posting_rows.filter(until=None)),
        "is_me": found.pk == actor.id,
        "has_factor": queries.has_second_factor(found),
        "may": allowed(actor, found, "invite", "suspend", "reset_factor"),
    }
    return render(request, "accounts/person.html", context)


@on_row(Party, "post_person")
def new_for_party(request: HttpRequest, party: Party) -> HttpResponse:
    form = PersonForm(request.POST or None)
    if form.is_valid():
        user = opened(request, form, role=Role.PRODUCER, party=party)
        if user:
            return redirect("accounts:person", user.pk)
    return render(request, "accounts/new.html", {"form": form, "where": party}, status=status(form))


@on_row(Place, "post_person")
def new_for_place(request: HttpRequest, place: Place) -> HttpResponse:
    form = OfficerForm(request.POST or None, roles=appointable(actor_of(request), place))
    if form.is_valid():
        user = opened(request, form, role=Role(form.cleaned_data["role"]), place=place)
        if user:
            return redirect("accounts:person", user.pk)
    return render(request, "accounts/new.html", {"form": form, "where": place}, status=status(form))


def opened(request: HttpRequest, form: PersonForm, *, role: Role, **where: object) -> User | None:
    """Open the account, or put the refusal beside its field and return None."""
    name, login = form.cleaned_data["name"], form.cleaned_data["login"]
    with refusing(form):
        user = actions.open_account(
            name=name, login=login, role=role, by=actor_of(request), at=timezone.now(), **where
        )
        messages.success(request, _("Đã mở tài khoản. Bấm “Tạo đường mời” để người này đặt mật khẩu."))
        return user
    return None


def status(form: PersonForm | PasswordForm | WhyForm | KeyForm) -> int:
    return 422 if form.is_bound else 200


@on_row(User, "invite")
def invite(request: HttpRequest, found: User) -> HttpResponse:
    """POST makes a link, shown once, to hand over in person, by SMS or Zalo."""
    if request.method != "POST":
        return redirect("accounts:person", found.pk)
    token = actions.invite(user=found, by=actor_of(request), at=timezone.now())
    link = settings.SITE_URL + reverse("accounts:welcome", args=[token])
    return render(request, "accounts/invited.html", {"person": found, "link": link})


@on_row(User, "suspend")
def suspend(request: HttpRequest, found: User) -> HttpResponse:
    """Confirm with a reason; the same page restores a suspended account."""
    form = WhyForm(request.POST or None)
    act = actions.suspend if found.is_active else actions.restore
    if form.is_valid():
        with refusing(form):
            act(user=found, why=form.cleaned_data["why"], by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã mở khoá.") if found.is_active else _("Đã khoá tài khoản."))
            return redirect("accounts:person", found.pk)
    return render(request, "accounts/suspend.html", {"person": found, "form": form}, status=status(form))


@on_row(User, "reset_factor")
def reset_factor(request: HttpRequest, found: User) -> HttpResponse:
    """Confirm with a reason; for people who lost the phone that made their codes."""
    form = WhyForm(request.POST or None)
    if form.is_valid():
        why = form.cleaned_data["why"]
        with refusing(form):
            actions.reset_second_factor(user=found, why=why, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã gỡ lớp bảo vệ thứ hai. Nhắc người này cài lại khi đăng nhập."))
            return redirect("accounts:person", found.pk)
    context = {
        "title": _("Gỡ lớp bảo vệ thứ hai của %(person)s?") % {"person": found},
        "consequences": [
            _(
                "Người này sẽ đăng nhập chỉ bằng mật khẩu cho tới khi cài lại lớp bảo vệ. Mật khẩu giữ nguyên."
            ),
            _("Ứng dụng tạo mã, khoá truy cập và mã dự phòng đang có đều hết dùng được."),
            _("Mọi phiên đang mở dừng ngay. Nếu nghi máy bị lấy cắp, hãy khoá tài khoản trước."),
            _("Hãy chắc chắn người nhờ đúng là chủ tài khoản: gặp trực tiếp hoặc gọi số đã biết."),
        ],
        "danger": _("Gỡ lớp bảo vệ"),
        "back": reverse("accounts:person", args=[found.pk]),
        "form": form,
    }
    return render(request, "ui/confirm.html", context, status=status(form))


@on_row(Posting, "end")
def end(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Confirm the end of a role, with a reason."""
    form = WhyForm(request.POST or None)
    if form.is_valid():
        why = form.cleaned_data["why"]
        with refusing(form):
            actions.end_posting(posting=posting, why=why, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Vai trò đã kết thúc."))
            return redirect("accounts:person", posting.user_id)
    return render(request, "accounts/end.html", {"posting": posting, "form": form}, status=status(form))


@public
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """An invited person sets a password; the link works once."""
    user = queries.welcomed(token)
    if user is None:
        return render(request, "accounts/welcome_over.html", status=404)
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        with refusing(form):
            actions.set_password(
                user=user, password=form.cleaned_data["password"], by=user, at=timezone.now()
            )
            messages.success(request, _("Đã đặt mật khẩu. Mời bạn đăng nhập."))
            return redirect("account_login")
    return render(request, "accounts/welcome.html", {"form": form, "person": user}, status=status(form))


@on_rows(ApiKey)
def keys(request: HttpRequest, found: QuerySet[ApiKey]) -> HttpResponse:
    """Keys of other systems one may see, newest first."""
    actor = actor_of(request)
    may_revoke = frozenset(rows(actor, "revoke", found).values_list("pk", flat=True))
    table = KeyTable(found.select_related("party"), may_revoke=may_revoke)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    programmes = rows(actor, "make_key", Place).filter(valid_to=None)
    return render(request, "accounts/keys.html", {"table": table, "programme": programmes.first()})


@on_row(Party, "make_key")
def new_key_for_party(request: HttpRequest, party: Party) -> HttpResponse:
    return new_key(request, whose=party, party=party, back=reverse("parties:party", args=[party.pk]))


@on_row(Place, "make_key")
def new_key_for_place(request: HttpRequest, place: Place) -> HttpResponse:
    return new_key(request, whose=place, party=None, back=reverse("accounts:keys"))


def new_key(request: HttpRequest, *, whose: Party | Place, party: Party | None, back: str) -> HttpResponse:
    """POST makes the key and shows its secret on this one page, which no cache keeps."""
    form = KeyForm(request.POST or None)
    context = {"whose": whose, "form": form, "back": back}
    if form.is_valid():
        with refusing(form):
            made = actions.make_key(**form.cleaned_data, party=party, by=actor_of(request), at=timezone.now())
            shown = context | {"key": made[0], "secret": made[1], "epcis": f"{settings.SITE_URL}/epcis/"}
            once = {"Cache-Control": "no-store"}
            return HttpResponse(render_to_string("accounts/key_made.html", shown, request), headers=once)
    return render(request, "accounts/key_new.html", context, status=status(form))


@on_row(ApiKey, "revoke")
def revoke_key(request: HttpRequest, key: ApiKey) -> HttpResponse:
    """Confirm with a reason."""
    form = WhyForm(request.POST or None)
    if form.is_valid():
        with refusing(form):
            why = form.cleaned_data["why"]
            actions.revoke_key(key=key, why=why, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã thu hồi khoá."))
            return redirect("accounts:keys")
    context = {
        "title": _("Thu hồi khoá %(key)s?") % {"key": key},
        "consequences": [
            _("Hệ thống đang dùng khoá này mất quyền ngay, kể cả nơi đang nhận tin theo đăng ký của nó."),
            _("Sự kiện đã ghi bằng khoá này vẫn còn trong sổ."),
            _("Khoá đã thu hồi không dùng lại được. Cần nữa thì tạo khoá mới."),
        ],
        "danger": _("Thu hồi khoá"),
        "back": reverse("accounts:keys"),
        "form": form,
    }
    return render(request, "ui/confirm.html", context, status=status(form))

"""Contracts with growers: written down, corrected as appendices change them, taken back, their papers kept."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from namsao.apps.farms import rules
from namsao.apps.farms.models import Contract, ContractPaper
from namsao.apps.farms.terms import Terms
from namsao.base.audit.actions import record
from namsao.base.files.actions import keep_upload
from namsao.base.files.models import StoredFile
from namsao.base.files.names import bare
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow
from namsao.core.settlement import worth_vnd
from namsao.core.vietnamese import fold

MOST_AGREED_KG = 100_000_000
LONGEST_YEARS = 30


@transaction.atomic
def add_contract(*, party: Party, terms: Terms, by: Actor, at: datetime) -> Contract:
    """Write down a signed contract of a producer with a grower or another seller.

    Writes: Contract, one audit entry. Raises: BadValue for days out of order or to come, a household or material
    of others, no seller or two, an amount that cannot be; AlreadyDone for a number in use.
    """
    # The row is locked so that a button pressed twice does not make two.
    party = Party.objects.select_for_update().get(pk=party.pk)
    made = Contract(party=party, made_at=at)
    _fill(made, terms, at)
    made.save()
    record(by=by, at=at, verb="add_contract", target=made)
    return made


@transaction.atomic
def change_contract(*, contract: Contract, terms: Terms, why: str, by: Actor, at: datetime) -> Contract:
    """Write what an appendix changed, or what was copied wrong.

    A price that was open is given to the deliveries without one; those with a price keep theirs.
    Writes: the Contract, perhaps its Deliveries, one audit entry. Raises: as `add_contract`; NotAllowedNow for
    another seller or material once something was delivered or paid, and for a void one.
    """
    row = _held(contract)
    is_other = (row.household, row.seller_folded, row.material) != (
        terms.household,
        fold(rules.tidy(terms.seller)),
        terms.material,
    )
    if is_other and _is_used(row):
        raise NotAllowedNow(
            "Hợp đồng đã có lần giao hoặc trả tiền nên không đổi bên bán, nguyên liệu. Hãy ghi hợp đồng mới.",
            "Deliveries or payments lean on it: write another contract for another seller or material.",
        )
    _fill(row, terms, at)
    row.save()
    if row.price_vnd is not None:
        for each in row.deliveries.not_voided().filter(price_vnd=None):
            each.price_vnd, each.amount_vnd = row.price_vnd, worth_vnd(each.quantity_kg, row.price_vnd)
            each.save(update_fields=["price_vnd", "amount_vnd"])
    record(by=by, at=at, verb="change_contract", target=row, why=rules.tidy(why))
    return row


@transaction.atomic
def void_contract(*, contract: Contract, why: str, by: Actor, at: datetime) -> Contract:
    """Take back a contract written by mistake; the row stays, struck out.

    Writes: the Contract, one audit entry. Raises: NotAllowedNow while deliveries or payments lean on it.
    """
    row = _held(contract)
    if _is_used(row):
        raise NotAllowedNow(
            "Hợp đồng đã có lần giao hoặc trả tiền. Ghi nhầm thì bỏ những lần đó trước.",
            "Deliveries or payments lean on it: take those back first.",
        )
    row.voided_at, row.void_why = at, rules.tidy(why)
    row.save(update_fields=["voided_at", "void_why"])
    record(by=by, at=at, verb="void_contract", target=row, why=row.void_why)
    return row


def add_contract_papers(
    *, contract: Contract, files: Sequence[UploadedFile], by: Actor, at: datetime
) -> list[ContractPaper]:
    """Keep the signed pages; a file that is there already is left.

    They are judged and kept before the transaction, for that takes its time.
    Writes: ContractPapers, one audit entry. Raises: BadValue at `files`.
    """
    kept = [(keep_upload(upload=each, by=by, at=at, field="files"), bare(each.name or "")) for each in files]
    with transaction.atomic():
        row = _held(contract)
        known = set(row.papers.values_list("stored", flat=True))
        made = [_paper(row, stored, name, at) for stored, name in kept if stored and stored.pk not in known]
        if made:
            record(by=by, at=at, verb="add_contract_papers", target=row)
    return made


def _paper(contract: Contract, stored: StoredFile, name: str, at: datetime) -> ContractPaper:
    shown = (name or "hop-dong")[:120]
    made, _is_new = ContractPaper.objects.get_or_create(
        contract=contract, stored=stored, defaults={"name": shown, "made_at": at}
    )
    return made


def _held(contract: Contract) -> Contract:
    row = Contract.objects.select_for_update(of=("self",)).select_related("party").get(pk=contract.pk)
    if row.voided_at:
        raise AlreadyDone("Hợp đồng này đã bỏ.", "This contract is void.")
    return row


def _is_used(contract: Contract) -> bool:
    return contract.deliveries.not_voided().exists() or contract.payments.not_voided().exists()


def _fill(row: Contract, terms: Terms, at: datetime) -> None:
    row.kind, row.number = terms.kind, rules.tidy(terms.number)
    row.signed_on, row.valid_from, row.valid_to = terms.signed_on, terms.valid_from, terms.valid_to
    row.material, row.household = terms.material, terms.household
    row.seller, row.seller_tax_code = rules.tidy(terms.seller), terms.seller_tax_code
    row.seller_folded = fold(row.seller)
    row.agreed_kg, row.price_vnd = terms.agreed_kg, terms.price_vnd
    row.price_note, row.note = rules.tidy(terms.price_note), rules.tidy(terms.note)
    _check_sides(row)
    _check_days(row, at)
    _check_amounts(row)
    others = row.party.grower_contracts.not_voided().exclude(pk=row.pk)
    if others.filter(number=row.number).exists():
        raise AlreadyDone(
            f"Đã có hợp đồng số {row.number}. Hãy xem lại số ghi trên hợp đồng.",
            f"Contract {row.number} is there already.",
            "number",
        )


def _check_sides(row: Contract) -> None:
    if bool(row.household) == bool(row.seller):
        raise BadValue(
            "Hãy chọn hộ trồng, hoặc ghi tên bên bán khác: một trong hai.",
            "Choose a household or write another seller: one of the two.",
            "household",
        )
    if row.household and row.household.party_id != row.party_id:
        raise BadValue("Hộ này của chủ thể khác.", "The household belongs to another party.", "household")
    if row.material.party_id != row.party_id:
        raise BadValue("Nguyên liệu này của chủ thể khác.", "The material belongs to another.", "material")


def _check_days(row: Contract, at: datetime) -> None:
    rules.check_not_future(row.signed_on, rules.day_of(at), "signed_on")
    if row.valid_to < row.valid_from:
        raise BadValue(
            "Ngày hết hạn phải từ ngày hiệu lực trở đi.", "The last day comes before the first.", "valid_to"
        )
    if row.valid_to.year - row.valid_from.year > LONGEST_YEARS:
        raise BadValue(
            f"Thời hạn dài quá {LONGEST_YEARS} năm. Hãy xem lại năm.",
            f"It runs for over {LONGEST_YEARS} years.",
            "valid_to",
        )


def _check_amounts(row: Contract) -> None:
    if row.agreed_kg is not None and not 0 < row.agreed_kg <= MOST_AGREED_KG:
        raise BadValue(
            "Khối lượng phải lớn hơn 0. Hãy xem lại dấu phẩy.", "The quantity cannot be.", "agreed_kg"
        )
    rules.check_price(row.price_vnd)

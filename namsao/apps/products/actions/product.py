"""A product and what is printed about it in the register."""

from datetime import datetime

from django.db import transaction

from namsao.apps.products.models import Facility, Product
from namsao.apps.products.queries import set_name
from namsao.apps.products.rules import check_same_net
from namsao.apps.products.signals import product_changed
from namsao.base.audit.actions import record
from namsao.base.files.actions import keep_picture
from namsao.base.keys.actions import allocate_gtin, claim_gtin
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.errors import BadValue
from namsao.core.gs1.errors import BadKey
from namsao.core.gs1.keys import gtin14
from namsao.core.ocop_code import ocop_code as read_ocop_code
from namsao.core.vietnamese import fold, nfc


@transaction.atomic
def add_product(
    *,
    party: Party,
    facility: Facility | None = None,
    name: str,
    set_number: int,
    net_content: str,
    net_g: int | None = None,
    gtin: str = "",
    ocop_code: str = "",
    by: Actor,
    at: datetime,
) -> Product:
    """Enter a product in the register.

    gtin: the producer's own, 8 to 14 digits; without one the next of its prefix or the programme's is taken.
    set_number: of the pack vocab/criteria-sets. net_g: net weight, g; None when it is not sold by weight.
    Writes: one Product, perhaps a counter, one audit entry. News: product_changed.
    Raises: BadValue naming the field; NotAllowedNow and KeysExhausted when no GTIN can be given.
    """
    product = Product(party=party, made_at=at)
    _fill(
        product,
        facility=facility,
        name=name,
        set_number=set_number,
        net_content=net_content,
        net_g=net_g,
        ocop_code=ocop_code,
    )
    product.gtin = _own_gtin(gtin, by, at) if gtin else allocate_gtin(party=party, by=by, at=at)
    product.save(force_insert=True)
    record(by=by, at=at, verb="add", target=product)
    product_changed.send(at=at, product=product.pk)
    return product


@transaction.atomic
def change_product(
    *,
    product: Product,
    facility: Facility | None,
    name: str,
    set_number: int,
    net_content: str,
    net_g: int | None,
    ocop_code: str = "",
    by: Actor,
    at: datetime,
) -> Product:
    """Correct what the register says. The GTIN stays: it is on packs already sold.

    Writes: the Product, one audit entry. News: product_changed.
    Raises: BadValue naming the field; NotAllowedNow for another net weight once there are batches.
    """
    check_same_net(before=product.net_g, after=net_g, has_batches=product.batches.not_voided().exists())
    _fill(
        product,
        facility=facility,
        name=name,
        set_number=set_number,
        net_content=net_content,
        net_g=net_g,
        ocop_code=ocop_code,
    )
    product.save()
    record(by=by, at=at, verb="change", target=product)
    product_changed.send(at=at, product=product.pk)
    return product


@transaction.atomic
def set_photo(*, product: Product, content: bytes, by: Actor, at: datetime) -> Product:
    """Put a cleaned picture on the product.

    content: a JPEG, PNG or WebP as it was uploaded. Writes: one StoredFile, the Product, two audit entries.
    News: product_changed. Raises: BadValue at `photo` for what is no picture, or too large.
    """
    product.photo = keep_picture(content=content, by=by, at=at, field="photo")
    product.save(update_fields=["photo"])
    record(by=by, at=at, verb="set_photo", target=product)
    product_changed.send(at=at, product=product.pk)
    return product


def _fill(
    product: Product,
    *,
    facility: Facility | None,
    name: str,
    set_number: int,
    net_content: str,
    net_g: int | None,
    ocop_code: str,
) -> None:
    name = _free_name(product, " ".join(nfc(name).split()))
    # All that may be refused is asked before the first change.
    facility, set_number = _own_facility(product.party, facility), _known_set(set_number)
    product.ocop_code = _free_ocop_code(product, ocop_code)
    product.name, product.name_folded = name, fold(name)
    product.facility, product.set_number = facility, set_number
    product.net_content, product.net_g = " ".join(nfc(net_content).split()), net_g


def _free_name(product: Product, name: str) -> str:
    if product.party.products.filter(name=name).exclude(pk=product.pk).exists():
        raise BadValue(
            f"Chủ thể đã có sản phẩm tên “{name}”. Quy cách khác thì ghi thêm vào tên, ví dụ “{name} 1 kg”.",
            f"The party has a product called “{name}” already.",
            "name",
        )
    return name


def _own_facility(party: Party, facility: Facility | None) -> Facility | None:
    if facility and facility.party_id != party.pk:
        raise BadValue("Cơ sở này của chủ thể khác.", "The facility belongs to another party.", "facility")
    return facility


def _known_set(number: int) -> int:
    if not set_name(number):
        raise BadValue(
            f"Không có bộ tiêu chí số {number}.", f"There is no criteria set {number}.", "set_number"
        )
    return number


def _free_ocop_code(product: Product, text: str) -> str | None:
    if not text.strip():
        return None
    try:
        code = read_ocop_code(text)
    except BadValue as refused:
        raise BadValue(refused.sentence, refused.sentence_en, "ocop_code") from refused
    holder = Product.objects.filter(ocop_code=code).exclude(pk=product.pk).first()
    if holder:
        raise BadValue(
            f"Mã OCOP {code} đã cấp cho sản phẩm khác. Hãy xem lại giấy chứng nhận.",
            f"OCOP code {code} belongs to another product.",
            "ocop_code",
        )
    return code


def _own_gtin(text: str, by: Actor, at: datetime) -> str:
    """The producer's own GTIN, claimed."""
    try:
        gtin = gtin14(text)
    except BadKey as refused:
        raise BadValue(refused.sentence, refused.sentence_en, "gtin") from refused
    claim_gtin(gtin=gtin, by=by, at=at)
    return gtin

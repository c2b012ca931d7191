"""The words of CBV 2.0: every business step, disposition and error reason, in Vietnamese and English.

The short names are the standard's; the words are ours, chosen for farms, workshops and shops.
Source: GS1 Core Business Vocabulary 2.0, business steps, dispositions and error reasons.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from namsao.core.words import Words


class Action(StrEnum):
    """What an event does to the things it names: they come to be, are seen, or cease to be."""

    ADD = "ADD"
    OBSERVE = "OBSERVE"
    DELETE = "DELETE"


class EventType(StrEnum):
    """The kinds of event we write."""

    OBJECT = "ObjectEvent"
    AGGREGATION = "AggregationEvent"
    TRANSFORMATION = "TransformationEvent"


def _table(rows: Mapping[str, tuple[str, str]]) -> Mapping[str, Words]:
    return MappingProxyType({name: MappingProxyType({"vi": vi, "en": en}) for name, (vi, en) in rows.items()})


BIZ_STEPS = _table(
    {
        "accepting": ("nhận bàn giao", "accepting"),
        "arriving": ("đến nơi", "arriving"),
        "assembling": ("lắp ráp", "assembling"),
        "collecting": ("thu gom", "collecting"),
        "commissioning": ("tạo lô, gắn mã", "giving an identity"),
        "consigning": ("ký gửi", "consigning"),
        "creating_class_instance": ("tạo lô mới", "creating a new lot"),
        "cycle_counting": ("kiểm đếm định kỳ", "cycle counting"),
        "decommissioning": ("ngừng dùng mã", "ending an identity"),
        "departing": ("rời đi", "departing"),
        "destroying": ("tiêu hủy", "destroying"),
        "disassembling": ("tháo rời", "taking apart"),
        "dispensing": ("cấp phát", "dispensing"),
        "encoding": ("ghi mã lên tem hoặc chip", "writing a tag"),
        "entering_exiting": ("ra vào", "entering or leaving"),
        "holding": ("tạm giữ", "holding"),
        "inspecting": ("kiểm tra", "inspecting"),
        "installing": ("lắp đặt", "installing"),
        "killing": ("vô hiệu hóa chip", "disabling a tag"),
        "loading": ("xếp lên xe", "loading"),
        "other": ("việc khác", "other"),
        "packing": ("đóng gói", "packing"),
        "picking": ("lấy hàng theo đơn", "picking"),
        "receiving": ("nhận hàng", "receiving"),
        "removing": ("lấy ra", "removing"),
        "repackaging": ("đóng gói lại", "repackaging"),
        "repairing": ("sửa chữa", "repairing"),
        "replacing": ("thay thế", "replacing"),
        "reserving": ("giữ trước", "reserving"),
        "retail_selling": ("bán lẻ", "retail selling"),
        "sampling": ("lấy mẫu", "sampling"),
        "sensor_reporting": ("ghi số đo cảm biến", "reporting from a sensor"),
        "shipping": ("xuất hàng", "shipping"),
        "staging_outbound": ("tập kết chờ xuất", "staging for shipment"),
        "stock_taking": ("kiểm kê", "stock taking"),
        "stocking": ("bày lên kệ", "stocking"),
        "storing": ("lưu kho", "storing"),
        "transporting": ("vận chuyển", "transporting"),
        "unloading": ("dỡ hàng", "unloading"),
        "unpacking": ("mở kiện", "unpacking"),
        "void_shipping": ("hủy lần xuất hàng", "voiding a shipment"),
    }
)
"""CBV short name -> words: why the event happened."""

DISPOSITIONS = _table(
    {
        "active": ("đang lưu hành", "active"),
        "available": ("sẵn sàng sử dụng", "available"),
        "completeness_inferred": ("suy ra là đủ", "taken to be complete"),
        "completeness_verified": ("đã kiểm đủ", "checked complete"),
        "conformant": ("đạt yêu cầu", "conformant"),
        "container_closed": ("thùng đã đóng", "container closed"),
        "container_open": ("thùng đang mở", "container open"),
        "damaged": ("hư hỏng", "damaged"),
        "destroyed": ("đã tiêu hủy", "destroyed"),
        "dispensed": ("đã cấp phát", "dispensed"),
        "disposed": ("đã thải bỏ", "disposed of"),
        "encoded": ("đã ghi mã", "tag written"),
        "expired": ("hết hạn", "expired"),
        "in_progress": ("đang xử lý", "in progress"),
        "in_transit": ("đang trên đường", "in transit"),
        "inactive": ("không còn lưu hành", "inactive"),
        "mismatch_class": ("sai loại hàng", "wrong kind"),
        "mismatch_instance": ("sai mã từng món", "wrong item"),
        "mismatch_quantity": ("sai số lượng", "wrong quantity"),
        "needs_replacement": ("cần thay thế", "needs replacement"),
        "no_pedigree_match": ("không khớp hồ sơ nguồn gốc", "does not match its papers"),
        "non_conformant": ("không đạt yêu cầu", "not conformant"),
        "non_sellable_other": ("không bán được", "not for sale"),
        "partially_dispensed": ("đã cấp phát một phần", "partly dispensed"),
        "recalled": ("đang triệu hồi", "recalled"),
        "reserved": ("đã giữ trước", "reserved"),
        "retail_sold": ("đã bán lẻ", "sold at retail"),
        "returned": ("bị trả lại", "returned"),
        "sellable_accessible": ("đang bày bán", "on sale"),
        "sellable_not_accessible": ("còn trong kho, bán được", "for sale, in the stockroom"),
        "stolen": ("bị mất cắp", "stolen"),
        "unavailable": ("không sử dụng được", "unavailable"),
        "unknown": ("không rõ", "unknown"),
    }
)
"""CBV short name -> words: the state of the things after the event."""

ERROR_REASONS = _table(
    {
        "did_not_occur": ("việc không xảy ra", "it did not happen"),
        "incorrect_data": ("số liệu ghi sai", "the data were wrong"),
    }
)
"""CBV short name -> words: why an event is declared to be an error."""

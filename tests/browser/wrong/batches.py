"""Batches and their steps."""

from datetime import timedelta

from tests.browser.wrong.tries import BATCH, NO_SUCH_DAY, PRODUCT, REQUIRED, TODAY, TOMORROW, TWO_WAYS, Wrong


def batch_of_wrong_weights() -> list[Wrong]:
    """The lot WRONG-1 of 100 kg was recorded by the test before."""
    path, submit = (*PRODUCT, "Ghi lô sản xuất"), "Xem lại trước khi ghi"
    later = f"{TODAY + timedelta(days=300):%d/%m/%Y}"
    return [
        Wrong(
            "batch of more kilograms than harvested",
            path,
            submit,
            {"Lô WRONG-1": "100,5", "Hạn sử dụng": later, "Số gói làm được": "10", "Số lô": "THU-1"},
            {"Lô WRONG-1": "Lô WRONG-1 chỉ còn 100 kg, không đủ 100,5 kg."},
        ),
        Wrong(
            "batch of more packs than the weight gives",
            path,
            submit,
            {"Lô WRONG-1": "100", "Hạn sử dụng": later, "Số gói làm được": "201"},
            {"Số gói làm được": "Thành phẩm 100,5 kg nặng hơn nguyên liệu đưa vào 100 kg."},
        ),
    ]


def batch_of_wrong_days() -> list[Wrong]:
    path, submit = (*PRODUCT, "Ghi lô sản xuất"), "Xem lại trước khi ghi"
    later = f"{TODAY + timedelta(days=300):%d/%m/%Y}"
    return [
        Wrong(
            "batch of 31 February, expired before it was made",
            path,
            submit,
            {
                "Lô WRONG-1": "12.5kg",
                "Ngày sản xuất": "31/02/2026",
                "Hạn sử dụng": "24/11/26",
                "Số gói làm được": "0",
            },
            {
                "Lô WRONG-1": TWO_WAYS,
                "Ngày sản xuất": NO_SUCH_DAY,
                "Hạn sử dụng": "“24/11/26” thiếu năm. Hãy ghi năm đủ 4 chữ số, ví dụ 24/11/2026.",
                "Số gói làm được": "Hãy ghi một số nguyên lớn hơn 0.",
            },
        ),
        Wrong(
            "batch of tomorrow",
            path,
            submit,
            {
                "Lô WRONG-1": "50",
                "Ngày sản xuất": TOMORROW,
                "Hạn sử dụng": later,
                "Số gói làm được": "10",
                "Số lô": "có dấu cách",
            },
            {
                "Ngày sản xuất": "Ngày sản xuất chưa tới. Hãy ghi ngày đã làm xong lô hàng.",
                "Số lô": "Số lô dài tối đa 20 ký tự",
            },
        ),
        Wrong(
            "empty batch",
            path,
            submit,
            {"Ngày sản xuất": "", "Hạn sử dụng": ""},
            {"Ngày sản xuất": REQUIRED, "Hạn sử dụng": REQUIRED, "Số gói làm được": REQUIRED},
        ),
    ]


def step() -> list[Wrong]:
    path, submit = (*BATCH, "Ghi công đoạn"), "Ghi công đoạn"
    return [
        Wrong(
            "step of tomorrow",
            path,
            submit,
            {"Việc đã làm": "Phơi lại", "Ngày làm": TOMORROW, "Loại việc": "Kiểm tra"},
            {"Ngày làm": "Ngày làm chưa tới. Hãy ghi khi việc đã xong."},
        ),
        Wrong(
            "empty step of 31 February",
            path,
            submit,
            {"Ngày làm": "31/02/2026"},
            {"Việc đã làm": REQUIRED, "Ngày làm": NO_SUCH_DAY},
        ),
    ]

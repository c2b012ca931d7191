"""Certificates and labels."""

from tests.browser.wrong.tries import BATCH, NO_SUCH_DAY, PRODUCT, REQUIRED, Wrong


def evidence() -> list[Wrong]:
    path = (*PRODUCT, "Thêm giấy chứng nhận")
    paper = {
        "Loại giấy": "cơ sở đủ điều kiện an toàn thực phẩm",
        "Tiêu chuẩn": "HACCP",
        "Số": "MH-1",
        "Nơi cấp": "Chi cục",
    }
    return [
        Wrong(
            "certificate that ends before it begins",
            path,
            "Lưu",
            {**paper, "Ngày cấp": "24/11/2026", "Hết hạn ngày": "23/11/2026"},
            {"Hết hạn ngày": "Ngày hết hạn phải từ ngày cấp trở đi. Hãy xem lại hai ngày trên giấy."},
        ),
        Wrong(
            "empty certificate",
            path,
            "Lưu",
            {"Ngày cấp": "31/02/2026"},
            {
                "Loại giấy": REQUIRED,
                "Tiêu chuẩn": REQUIRED,
                "Số": REQUIRED,
                "Nơi cấp": REQUIRED,
                "Ngày cấp": NO_SUCH_DAY,
            },
        ),
    ]


def labels() -> list[Wrong]:
    path, submit = (*BATCH, "In tem"), "Cấp mã và tạo tờ tem"
    return [
        Wrong(
            "5.000 labels",
            path,
            submit,
            {"In bao nhiêu tem?": "5.000"},
            {"In bao nhiêu tem?": "Mỗi lần in tối đa 2.000 tem. Hãy in làm nhiều lần."},
        ),
        Wrong(
            "more labels than packs",
            path,
            submit,
            {"In bao nhiêu tem?": "100"},
            {"In bao nhiêu tem?": "Lô ML2611A làm 450 gói, đã cấp 450 tem, còn cấp được 23 tem"},
        ),
        Wrong(
            "half a label",
            path,
            submit,
            {"In bao nhiêu tem?": "12,5"},
            {"In bao nhiêu tem?": "Số tem phải là số nguyên, ví dụ 120."},
        ),
        Wrong(
            "no number of labels",
            path,
            submit,
            {"In bao nhiêu tem?": ""},
            {"In bao nhiêu tem?": "Hãy ghi số tem cần in, ví dụ 120."},
        ),
    ]

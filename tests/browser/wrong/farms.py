"""Areas, seasons, harvests."""

from tests.browser.wrong.tries import HARVEST, NO_SUCH_DAY, REQUIRED, TODAY, TOMORROW, TWO_WAYS, Wrong


def harvest() -> list[Wrong]:
    return [
        Wrong(
            "harvest of 12.5kg on 31 February",
            HARVEST,
            "Lưu lô thu hoạch",
            {
                "Thu được bao nhiêu": "12.5kg",
                "Thu ngày nào": "31/02/2026",
                "Số lô": "ML 1",
                "Ghi chú": "trời ráo",
            },
            {"Thu được bao nhiêu": TWO_WAYS, "Thu ngày nào": NO_SUCH_DAY},
        ),
        Wrong(
            "harvest of tomorrow",
            HARVEST,
            "Lưu lô thu hoạch",
            {"Thu được bao nhiêu": "1.250,5", "Thu ngày nào": TOMORROW, "Ghi chú": "củ to"},
            {"Thu ngày nào": f"Ngày {TOMORROW} chưa tới. Hãy ghi ngày việc đã xảy ra."},
        ),
        Wrong(
            "harvest of more than a field can bear",
            HARVEST,
            "Lưu lô thu hoạch",
            {"Thu được bao nhiêu": "99.999.999", "Thu ngày nào": f"{TODAY:%d/%m/%Y}"},
            {
                "Thu được bao nhiêu": "Khối lượng một lô phải lớn hơn 0 và không quá 1.000.000 kg. "
                "Hãy xem lại dấu phẩy."
            },
        ),
        Wrong(
            "empty harvest",
            HARVEST,
            "Lưu lô thu hoạch",
            {"Thu ngày nào": ""},
            {"Thu được bao nhiêu": REQUIRED, "Thu ngày nào": REQUIRED},
        ),
        Wrong(
            "season that ends tomorrow",
            ("/farms/", "Nương dong đồi Nà Sao", "Kết thúc"),
            "Kết thúc vụ",
            {"Kết thúc ngày": TOMORROW},
            {"Kết thúc ngày": f"Ngày {TOMORROW} chưa tới. Hãy ghi ngày việc đã xảy ra."},
        ),
    ]


def area() -> list[Wrong]:
    path, submit = ("/farms/", "Khai vùng trồng"), "Lưu vùng trồng"
    return [
        Wrong(
            "area with a boundary in words",
            path,
            submit,
            {
                "Tên vùng trồng": "Nương thử",
                "Trồng gì": "Củ dong riềng",
                "Diện tích": "12.5kg",
                "Ranh giới": "từ gốc đa đến bờ suối",
            },
            {"Diện tích": "không phải con số", "Ranh giới": "từ gốc đa đến bờ suối"},
        ),
        Wrong(
            "area named like another",
            path,
            submit,
            {
                "Tên vùng trồng": "Nương dong đồi Nà Sao (minh hoạ)",
                "Trồng gì": "Củ dong riềng",
                "Diện tích": "1,5",
            },
            {"Tên vùng trồng": "Đã có vùng trồng tên “Nương dong đồi Nà Sao (minh hoạ)”."},
        ),
        Wrong(
            "empty area",
            path,
            submit,
            {},
            {"Tên vùng trồng": REQUIRED, "Trồng gì": REQUIRED, "Diện tích": REQUIRED},
        ),
    ]

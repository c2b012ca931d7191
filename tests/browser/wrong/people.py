"""Parties and people, entered by the commune."""

from tests.browser.wrong.tries import REQUIRED, Wrong

LISTS = ("/parties/", "/people/")


def parties() -> list[Wrong]:
    path = ("/places/?q=luc+hon", "Lục Hồn", "Thêm chủ thể")
    return [
        Wrong(
            "party with a wrong tax code, phone and e-mail",
            path,
            "Lưu",
            {
                "Tên": "HTX Thử",
                "Mã số thuế": "1234567890",
                "Điện thoại": "12345",
                "Thư điện tử": "hoa@",
                "Địa chỉ": "Thôn Ngàn Pạt",
            },
            {
                "Mã số thuế": "Mã số thuế “1234567890” chưa đúng.",
                "Điện thoại": "“12345” không phải số điện thoại Việt Nam.",
                "Thư điện tử": "Thư điện tử viết chưa đúng, ví dụ đúng: hoa@example.vn.",
            },
            role="commune",
            lists=LISTS,
        ),
        Wrong(
            "empty party",
            path,
            "Lưu",
            {"Địa chỉ": "Thôn Ngàn Pạt"},
            {"Tên": REQUIRED},
            role="commune",
            lists=LISTS,
        ),
    ]


def people() -> list[Wrong]:
    path, submit = ("/parties/?q=mien+dong+luc+hon", "HTX Miến dong Lục Hồn", "Mở tài khoản"), "Mở tài khoản"
    return [
        Wrong(
            "person with half an e-mail",
            path,
            submit,
            {"Họ tên": "Trần Văn Thử", "Thư điện tử hoặc số điện thoại": "hoa@"},
            {
                "Thư điện tử hoặc số điện thoại": "Địa chỉ thư điện tử viết chưa đúng, "
                "ví dụ đúng: hoa@example.vn."
            },
            role="commune",
            lists=LISTS,
        ),
        Wrong(
            "person who has an account already",
            path,
            submit,
            {"Họ tên": "Hoa Khác", "Thư điện tử hoặc số điện thoại": "hoa@demo.namsao"},
            {"Thư điện tử hoặc số điện thoại": "đã có"},
            role="commune",
            lists=LISTS,
        ),
        Wrong(
            "nameless person",
            path,
            submit,
            {"Thư điện tử hoặc số điện thoại": "0912 345"},
            {"Họ tên": REQUIRED},
            role="commune",
            lists=LISTS,
        ),
    ]

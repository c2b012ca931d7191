"""Products, their words and pictures, facilities."""

from pathlib import Path

from tests.browser.wrong.tries import PRODUCT, REQUIRED, Wrong


def product() -> list[Wrong]:
    path, submit = ("/products/", "Thêm sản phẩm"), "Thêm sản phẩm"
    kept = {
        "Tên sản phẩm": "Miến thử",
        "Quy cách": "gói 300 g",
        "Bộ tiêu chí": "7. Chế biến từ rau, củ, quả, hạt",
    }
    return [
        Wrong(
            "product with a GTIN of a wrong check digit",
            path,
            submit,
            {**kept, "Khối lượng tịnh một gói": "ba trăm", "GTIN đã có": "893850000001"},
            {
                "GTIN đã có": "Số kiểm tra của mã GTIN “893850000001” chưa đúng: chữ số cuối phải là 5.",
                "Khối lượng tịnh một gói": "“ba trăm” không phải con số.",
            },
        ),
        Wrong(
            "empty product",
            path,
            submit,
            {},
            {"Tên sản phẩm": REQUIRED, "Quy cách": REQUIRED, "Bộ tiêu chí": REQUIRED},
        ),
    ]


def product_page(no_photo: Path) -> list[Wrong]:
    return [
        Wrong(
            "story longer than a phone likes",
            (*PRODUCT, "Sửa câu chuyện"),
            "Lưu",
            {"Mô tả ngắn": "dài " * 100, "Thành phần": "Bột dong"},
            {"Mô tả ngắn": "Dài quá 300 ký tự. Hãy viết ngắn lại cho dễ đọc trên điện thoại."},
        ),
        Wrong(
            "text sent as a photo",
            (*PRODUCT, "Đổi ảnh"),
            "Lưu ảnh",
            {"Ảnh sản phẩm": no_photo},
            {"Ảnh sản phẩm": "Tệp này không phải ảnh JPEG, PNG hoặc WebP đọc được. Hãy chọn ảnh khác."},
        ),
        Wrong(
            "nameless facility",
            ("/products/", "Miến dong Bình Liêu", "HTX Miến dong Lục Hồn", "Thêm cơ sở sản xuất"),
            "Thêm cơ sở",
            {"Địa chỉ": "Thôn Ngàn Pạt", "Xã, phường, đặc khu": "đặc khu Cô Tô"},
            {"Tên cơ sở": REQUIRED},
        ),
        Wrong("no photo", (*PRODUCT, "Đổi ảnh"), "Lưu ảnh", {}, {"Ảnh sản phẩm": REQUIRED}),
    ]

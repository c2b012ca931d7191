"""The rules of passwords, in our words."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """The least length. Django's sentence has no Vietnamese."""

    def get_error_message(self) -> str:
        return ngettext(
            "Mật khẩu quá ngắn: cần từ %(min_length)d ký tự trở lên.",
            "Mật khẩu quá ngắn: cần từ %(min_length)d ký tự trở lên.",
            self.min_length,
        ) % {"min_length": self.min_length}

    def get_help_text(self) -> str:
        return self.get_error_message()

"""What people type: a code, and what a recall needs."""

from namsao.apps.traceability.forms.code import CodeField

__all__ = ["CodeField"]

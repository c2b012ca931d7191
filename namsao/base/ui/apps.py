"""Django's handle on the app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Page frames, components and form fields."""

    name = "namsao.base.ui"
    label = "ui"

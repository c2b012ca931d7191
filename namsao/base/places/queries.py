"""Questions about places."""

from django.utils.translation import gettext as _

from namsao.base.places.models import Place


def province_name() -> str:
    """The province this installation serves; empty before a places pack is loaded."""
    names = Place.objects.filter(kind=Place.Kind.PROVINCE, valid_to=None).values_list("name", flat=True)
    return names.first() or ""


def programme_name() -> str:
    """The programme's name in the active language."""
    return _("Chương trình OCOP %(province)s") % {"province": province_name()}

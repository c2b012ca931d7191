"""How Django draws our forms, how a refusal of an action gets into one, and the form of a reason."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import BaseForm, CharField, Form, Textarea
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from namsao.base.ui.fields import in_words
from namsao.core.errors import Refused


class Renderer(TemplatesSetting):
    """The project's FORM_RENDERER: a label, a hint, the control, the error beside it, a summary on top.

    Needs "django.forms" among the installed apps, for the widgets.
    """

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"


class WhyForm(Form):
    """The reason of an act that needs one."""

    why = CharField(label=_("Lý do"), max_length=300, widget=Textarea(attrs={"rows": 2}))


@contextmanager
def refusing(form: BaseForm) -> Iterator[None]:
    """Around an action in a view: what it refuses is shown on the form, and the view goes on to draw it again."""
    try:
        yield
    except Refused as refused:
        refuse(form, refused)


def status_of(form: BaseForm) -> int:
    """The status of a form's page: 422 when it says what is wrong, so that programs see it too."""
    return 422 if form.errors else 200


def refuse(form: BaseForm, refused: Refused) -> None:
    """Show a refusal beside the field it names, or on top when the form has no such field."""
    form.add_error(refused.field if refused.field in form.fields else None, in_words(refused))

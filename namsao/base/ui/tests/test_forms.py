"""How a form is drawn: label, hint, error, summary."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string

from namsao.base.ui.forms import refuse
from namsao.base.ui.sample import HarvestForm, failed_form
from namsao.core.errors import AlreadyDone


@pytest.fixture
def page():
    return render_to_string("ui/form.html", {"form": failed_form(), "submit": "Ghi mẻ", "cancel": "/lo/"})


def test_the_summary_on_top_links_every_error_to_a_place_on_the_page(page):
    links = re.findall(r'<a href="#([a-z_]+)">', page)

    assert links == [
        "id_plot",
        "id_harvested_on",
        "id_weight_kg",
        "id_phone",
        "id_gtin",
        "id_way",
        "id_agreed",
    ]
    assert page.index('class="errors"') < page.index("<label")
    for target in links:
        assert len(re.findall(rf'id="{target}"', page)) == 1


def test_the_error_stands_beside_its_field_and_is_tied_to_it(page):
    box = re.search(r'<input[^>]*id="id_weight_kg"[^>]*>', page)[0]

    assert 'aria-invalid="true"' in box
    assert 'aria-describedby="id_weight_kg_helptext id_weight_kg_error"' in box
    assert 'value="1.25"' in box
    assert 'id="id_weight_kg_helptext"' in page
    assert 'id="id_weight_kg_error"' in page


def test_choices_stand_in_a_fieldset_named_by_its_legend(page):
    group = re.search(r"<fieldset[^>]*>.*?</fieldset>", page, re.DOTALL)[0]

    assert group.startswith(
        '<fieldset class="field bad" id="id_way" tabindex="-1" aria-describedby="id_way_error">'
    )
    assert "<legend>Cách thu</legend>" in group
    assert 'for="id_way_1"' in group


def test_what_was_ticked_stays_ticked(page):
    assert re.search(r'<input[^>]*value="wash"[^>]*checked', page)
    assert not re.search(r'<input[^>]*value="sort"[^>]*checked', page)


def test_a_form_with_a_file_is_sent_whole_and_by_our_own_words(page):
    assert 'enctype="multipart/form-data" novalidate' in page
    assert '<button type="submit" class="btn main-act">Ghi mẻ</button>' in page
    assert 'href="/lo/"' in page


def test_a_fresh_form_shows_no_errors():
    page = render_to_string("ui/form.html", {"form": HarvestForm()})

    assert 'class="errors"' not in page
    assert "aria-invalid" not in page
    assert page.count("(không bắt buộc)") == 5


class TransferForm(forms.Form):
    """A form whose parts are right and whose whole is not."""

    amount = forms.CharField()
    secret = forms.CharField(widget=forms.HiddenInput, initial="x")

    def clean(self):
        raise forms.ValidationError("Hai bên là một.")


def test_an_error_of_the_whole_form_is_said_once_in_the_summary():
    page = render_to_string("ui/form.html", {"form": TransferForm({"amount": "1", "secret": "x"})})

    assert page.count("Hai bên là một.") == 1
    assert page.count('name="secret"') == 1
    assert "<label" in page


@pytest.mark.parametrize(("field", "place"), [("amount", "amount"), ("colour", "__all__"), (None, "__all__")])
def test_a_refused_action_is_shown_where_it_belongs(field, place):
    form = type("AmountForm", (forms.Form,), {"amount": forms.CharField()})({"amount": "1"})

    refuse(form, AlreadyDone("Đã ghi rồi.", "Already recorded.", field))

    assert form.errors == {place: ["Đã ghi rồi."]}


def test_text_that_was_typed_is_escaped():
    page = render_to_string("ui/form.html", {"form": HarvestForm({"weight_kg": '"><script>'})})

    assert "&lt;script&gt;" in page
    assert "<script" not in page

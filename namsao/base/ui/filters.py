"""Filters that offer only what the listed rows hold."""

from django_filters import FilterSet


def offer(found: FilterSet, name: str) -> None:
    """Let the filter `name` choose among the rows that those of the list point at; none is shown where no choice is.

    Called at the end of `__init__`. The filter is a ModelChoiceFilter over any rows of its model.
    """
    choice = found.filters[name]
    keys = found.queryset.order_by().values_list(choice.field_name, flat=True).distinct()
    wanted = [key for key in keys if key is not None]
    if len(wanted) > 1:
        choice.queryset = choice.queryset.model._default_manager.filter(pk__in=wanted)
    else:
        del found.filters[name]

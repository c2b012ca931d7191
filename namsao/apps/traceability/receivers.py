"""What recalls do when they have moved: tell those who hold the goods, and the officers."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import override

from namsao.apps.traceability import recall_words
from namsao.apps.traceability.models import Recall
from namsao.apps.traceability.signals import recall_moved
from namsao.base.work.actions import notify, settle
from namsao.core.actor import SYSTEM

WORDS = {
    "propose": recall_words.of_proposal,
    "launch": recall_words.of_launch,
    "close": recall_words.of_end,
}


@recall_moved.hear
def tell_of_a_recall(*, at: datetime, recall: int, verb: str) -> None:
    """What was told of the step before leaves the home pages; heard again, nobody is told twice."""
    found = Recall.objects.select_related("party__place__parent").get(pk=recall)
    for earlier in {"launch": ["propose"], "drop": ["propose"], "close": ["propose", "launch"]}.get(verb, []):
        settle(key=f"{recall_words.key_of(found)}:{earlier}", by=SYSTEM, at=at)
    if verb not in WORDS or found.is_mock:
        return
    with override(settings.LANGUAGE_CODE):  # whoever launched it, in whatever language
        words = list(WORDS[verb](found))
    for word in words:
        notify(
            users=word.users,
            key=word.key,
            title=word.title,
            body=word.body,
            url=word.url,
            severity=word.severity,
            by=SYSTEM,
            at=at,
        )

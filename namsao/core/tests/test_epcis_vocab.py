from namsao.core.epcis.vocab import (
    BIZ_STEPS,
    BIZ_TRANSACTION_TYPES,
    COMPONENTS,
    DISPOSITIONS,
    ERROR_REASONS,
    MEASUREMENT_TYPES,
    SENSOR_ALERTS,
    SOURCE_DEST_TYPES,
)

TABLES = [
    BIZ_STEPS,
    DISPOSITIONS,
    ERROR_REASONS,
    BIZ_TRANSACTION_TYPES,
    SOURCE_DEST_TYPES,
    SENSOR_ALERTS,
    COMPONENTS,
    MEASUREMENT_TYPES,
]


def test_all_words_of_cbv_2_are_there():
    assert [len(table) for table in TABLES] == [41, 33, 2, 13, 3, 2, 14, 72]


def test_every_word_is_said_in_vietnamese_and_english_and_no_two_alike():
    for table in TABLES:
        assert all(set(words) == {"vi", "en"} and all(words.values()) for words in table.values())
        for language in ("vi", "en"):
            assert len({words[language] for words in table.values()}) == len(table)


def test_names_are_the_short_names_of_the_standard():
    names = [*BIZ_STEPS, *DISPOSITIONS]

    assert all(name == name.lower() and name.replace("_", "").isalpha() for name in names)
    assert {"commissioning", "creating_class_instance", "void_shipping", "sampling"} <= BIZ_STEPS.keys()
    assert {"active", "recalled", "sellable_not_accessible", "completeness_inferred"} <= DISPOSITIONS.keys()

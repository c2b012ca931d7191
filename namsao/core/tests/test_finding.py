from namsao.core.finding import Finding, Severity, State, by_severity, worst


def a_finding(state: State, severity: Severity = Severity.BLOCKING, code: str = "T-1") -> Finding:
    return Finding(code=code, state=state, severity=severity, what="Giấy chứng nhận còn hạn")


def test_unknown_never_counts_as_met():
    assert {state: a_finding(state).is_open for state in State} == {
        State.MET: False,
        State.NOT_APPLICABLE: False,
        State.WARNING: True,
        State.UNKNOWN: True,
        State.MISSING: True,
        State.FAILED: True,
    }


def test_only_an_open_blocking_rule_stops_the_way_and_a_warning_does_not():
    blocking = {(f.state, f.severity) for s in State for v in Severity if (f := a_finding(s, v)).is_blocking}

    assert blocking == {
        (State.UNKNOWN, Severity.BLOCKING),
        (State.MISSING, Severity.BLOCKING),
        (State.FAILED, Severity.BLOCKING),
    }


def test_findings_sort_worst_first_and_equals_keep_their_order():
    met = a_finding(State.MET, Severity.BLOCKING)
    note = a_finding(State.FAILED, Severity.NOTE)
    advice = a_finding(State.WARNING, Severity.ADVISORY)
    missing, later = a_finding(State.MISSING, code="T-2"), a_finding(State.MISSING, code="T-3")
    failed = a_finding(State.FAILED)

    assert by_severity([met, note, missing, advice, later, failed]) == [
        failed,
        missing,
        later,
        advice,
        note,
        met,
    ]


def test_the_worst_of_findings_is_the_first_of_the_worst():
    met, failed = a_finding(State.MET), a_finding(State.FAILED, code="T-2")
    twin = a_finding(State.FAILED, code="T-3")

    assert worst([met, failed, twin]) == failed
    assert worst([met]) == met


def test_no_findings_have_no_worst():
    assert worst([]) is None


def test_equal_findings_are_one_in_a_set():
    assert len({a_finding(State.MET), a_finding(State.MET), a_finding(State.FAILED)}) == 2

"""Segments of the scan log, and what a shipper sees of them."""

import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.resolver.log import Lines, ScanLog, read_lines, remove_shipped, segments


def contents(folder: Path) -> list[bytes]:
    return [segment.path.read_bytes() for segment in segments(folder)]


def test_a_line_is_in_the_file_as_soon_as_it_is_appended(tmp_path: Path) -> None:
    log = ScanLog(tmp_path / "scans")

    log.append(b"one\n")
    log.append(b"two\n")

    assert contents(tmp_path / "scans") == [b"one\ntwo\n"]


def test_a_live_segment_can_be_read_and_is_not_removed(tmp_path: Path) -> None:
    log = ScanLog(tmp_path)
    log.append(b"one\n")
    [segment] = segments(tmp_path)

    first = read_lines(segment.path, 0)
    removed = remove_shipped(segment, first.offset)
    log.append(b"two\n")
    second = read_lines(segment.path, first.offset)

    assert (segment.is_closed, removed) == (False, False)
    assert (first, second) == (Lines([b"one\n"], 4), Lines([b"two\n"], 8))


def test_a_closed_segment_is_removed_once_all_of_it_is_shipped(tmp_path: Path) -> None:
    log = ScanLog(tmp_path)
    log.append(b"one\n")
    log.append(b"two\n")
    log.close()
    [segment] = segments(tmp_path)

    removed = [remove_shipped(segment, offset) for offset in (0, 4, 8, 8)]

    assert (segment.is_closed, segment.size, removed) == (True, 8, [False, False, True, False])
    assert segments(tmp_path) == []


def test_a_segment_is_full_by_size_or_by_age(tmp_path: Path) -> None:
    now = [1_764_000_000.0]
    log = ScanLog(tmp_path, max_bytes=10, max_age_s=3600, clock=lambda: now[0])

    for line in (b"12345\n", b"67890\n", b"new\n"):
        log.append(line)
    now[0] += 3599
    log.append(b"same\n")
    now[0] += 1
    log.append(b"old\n")

    assert contents(tmp_path) == [b"12345\n67890\n", b"new\nsame\n", b"old\n"]
    assert [segment.is_closed for segment in segments(tmp_path)] == [True, True, False]


def test_a_name_tells_when_and_by_whom_and_sorts_by_time(tmp_path: Path) -> None:
    log = ScanLog(tmp_path, max_bytes=1, clock=lambda: 1_764_000_000.25)

    log.append(b"a\n")
    log.append(b"b\n")

    assert [segment.name for segment in segments(tmp_path)] == [
        f"1764000000250-{os.getpid()}-{number:06d}.scans" for number in (0, 1)
    ]


def test_two_logs_in_one_folder_never_share_a_segment(tmp_path: Path) -> None:
    logs = [ScanLog(tmp_path, clock=lambda: 1_764_000_000.0) for _ in range(2)]

    for log in logs:
        log.append(b"x\n")

    assert contents(tmp_path) == [b"x\n", b"x\n"]


def test_threads_write_whole_lines(tmp_path: Path) -> None:
    log = ScanLog(tmp_path, max_bytes=2000)
    expected = [b"%d-%d\n" % (thread, number) for thread in range(4) for number in range(300)]

    threads = [
        Thread(target=lambda part=part: [log.append(line) for line in part])
        for part in (expected[i : i + 300] for i in range(0, 1200, 300))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    written = [line for segment in segments(tmp_path) for line in read_lines(segment.path, 0).lines]
    assert sorted(written) == sorted(expected)


@given(
    st.lists(st.text(alphabet="ab", max_size=8), max_size=12), st.text("ab", max_size=5), st.integers(1, 20)
)
def test_reading_in_any_steps_gives_every_complete_line_once(texts: list[str], torn: str, limit: int) -> None:
    lines = [text.encode() + b"\n" for text in texts]
    read: list[bytes] = []
    offset = 0

    with tempfile.NamedTemporaryFile() as file:
        file.write(b"".join(lines) + torn.encode())
        file.flush()
        while (found := read_lines(Path(file.name), offset, limit)).lines:
            read += found.lines
            offset = found.offset

    assert (read, offset) == (lines, sum(map(len, lines)))


def test_a_torn_end_is_left_out_and_does_not_keep_the_segment(tmp_path: Path) -> None:
    path = tmp_path / "1764000000000-1-000000.scans"
    path.write_bytes(b"one\ntw")
    [segment] = segments(tmp_path)

    lines = read_lines(path, 0)

    assert lines == Lines([b"one\n"], 4)
    assert remove_shipped(segment, lines.offset)


def test_a_writer_killed_while_naming_its_segment_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "1764000000000-1-000000.scans"
    path.with_suffix(".new").touch()
    path.hardlink_to(path.with_suffix(".new"))

    [segment] = segments(tmp_path)

    assert remove_shipped(segment, 0)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_has_no_segments(tmp_path: Path) -> None:
    assert segments(tmp_path / "none") == []


def test_a_log_that_could_not_open_tries_again(tmp_path: Path) -> None:
    (tmp_path / "scans").write_text("in the way")
    log = ScanLog(tmp_path / "scans")
    with pytest.raises(OSError, match="scans"):
        log.append(b"lost\n")

    (tmp_path / "scans").unlink()
    log.append(b"kept\n")

    assert contents(tmp_path / "scans") == [b"kept\n"]


def test_a_full_disk_never_leaves_half_a_line(tmp_path: Path) -> None:
    # given a process whose files may not grow beyond 100 bytes, which is what a full disk feels like
    script = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from namsao.resolver.log import ScanLog\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "log, lost = ScanLog(Path(sys.argv[1]), max_bytes=1000), 0\n"
        "for line in [b'x' * 39 + b'\\n'] * 4 + [b'short\\n']:\n"
        "    try:\n"
        "        log.append(line)\n"
        "    except OSError as error:\n"
        "        lost += 1\n"
        "print(lost)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=True
    )

    # then the lines that did not fit are lost and counted, and the next one that fits is whole
    assert done.stdout == "2\n"
    assert contents(tmp_path) == [(b"x" * 39 + b"\n") * 2 + b"short\n"]


def test_a_new_segment_is_not_needed_when_the_disk_cannot_hold_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = ScanLog(tmp_path, max_bytes=1)
    log.append(b"one\n")

    def refuse(*args: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "open", refuse)
        log.append(b"two\n")

    assert contents(tmp_path) == [b"one\ntwo\n"]

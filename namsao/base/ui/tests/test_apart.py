"""Programs run apart."""

import pytest

from namsao.base.ui import apart


def a_program(folder, text: str) -> str:
    path = folder / "program.py"
    path.write_text(text)
    return str(path)


def test_a_program_answers_what_it_was_given(tmp_path):
    program = a_program(tmp_path, "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])")
    assert apart.run(program, b"abc", seconds=10, memory_mb=500) == b"cba"


def test_a_program_that_wants_too_much_memory_is_stopped(tmp_path):
    program = a_program(tmp_path, "import sys; sys.stdin.read(); print(len(bytearray(600 << 20)))")
    with pytest.raises(apart.Broken, match="MemoryError"):
        apart.run(program, b"", seconds=10, memory_mb=300)
    assert apart.run(program, b"", seconds=10, memory_mb=1000).strip() == str(600 << 20).encode()


def test_a_program_that_takes_too_long_is_stopped(tmp_path):
    with pytest.raises(apart.Broken, match="took over 1 s"):
        apart.run(a_program(tmp_path, "import time; time.sleep(60)"), b"", seconds=1, memory_mb=500)


def test_a_program_that_fails_says_why(tmp_path):
    with pytest.raises(apart.Broken, match="no such thing"):
        apart.run(a_program(tmp_path, "raise SystemExit('no such thing')"), b"", seconds=10, memory_mb=500)

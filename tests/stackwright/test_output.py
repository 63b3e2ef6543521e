"""Standard output"""

from __future__ import annotations

import subprocess
import sys


def run(program, reader="head -n 1"):
    command = f"{sys.executable} -c '{program}' | {reader}; exit ${{PIPESTATUS[0]}}"
    return subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)


LONG = "from stackwright.output import output\nout = output()\n"


def test_goes_nowhere_once_its_reader_has_left():
    done = run(f'{LONG}for n in range(100_000): out.write(f"{{n}}\\n")\nout.flush()')
    assert (done.returncode, done.stdout, done.stderr) == (0, "0\n", "")


def test_writes_several_texts_as_one():
    done = run(f'{LONG}out.writelines(f"{{n}}\\n" for n in range(3))\nout.flush()', "cat")
    assert (done.returncode, done.stdout) == (0, "0\n1\n2\n")
    done = run(f'{LONG}out.writelines(f"{{n}}\\n" for n in range(100_000))\nout.flush()')
    assert (done.returncode, done.stdout, done.stderr) == (0, "0\n", "")


def test_is_otherwise_what_it_was():
    assert run(f"{LONG}print(out.encoding)", "cat").stdout.strip()

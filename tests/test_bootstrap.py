"""What a machine lacks is said in one sentence, with the remedy."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
NEW_PYTHON = (
    '#!/bin/sh\ncase $1 in -c) exit 0 ;; --version) echo "Python 3.12.1" ;; *) {pip} ;; esac\n'
)
OLD_PYTHON = '#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2"\n'


def say(script: str, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs one of the scripts that make uses."""
    return subprocess.run(
        ["/bin/sh", str(CHECKOUT / "tools" / script), *words],
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], **environment},
        cwd=CHECKOUT,
        check=False,
    )


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence that a refused command ended with."""
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith(".\n")
    return done.stderr


def machine(folder: Path, python: str | None) -> str:
    """The PATH of a machine with this Python, or with none."""
    if python is not None:
        program = folder / "python3"
        program.write_text(python)
        program.chmod(0o755)
    return str(folder)


@pytest.mark.parametrize(
    ("python", "words"),
    [
        (None, ["There is no Python", "apt-get install python3"]),
        (OLD_PYTHON, ["Python 3.9.2 is too old", "3.11 or later", "PYTHON="]),
        (NEW_PYTHON.format(pip="exit 1"), ["has no pip", "apt-get install python3-pip"]),
    ],
)
def test_a_machine_without_a_fit_python_is_told_what_to_install(
    tmp_path: Path, python: str | None, words: list[str]
) -> None:
    """Before Python is known to be there, plain sh says so."""
    sentence = refusal(say("preflight.sh", "python", PATH=machine(tmp_path, python)))
    assert all(word in sentence for word in words)


def test_a_python_named_wrongly_is_said_once(tmp_path: Path) -> None:
    """Also where a later step needs it."""
    assert "/nowhere is not a Python" in refusal(
        say("preflight.sh", "port", "1", PYTHON="/nowhere")
    )


def test_a_fit_python_is_found(tmp_path: Path) -> None:
    """Its path is what make goes on with."""
    found = say("preflight.sh", "python", PATH=machine(tmp_path, NEW_PYTHON.format(pip="exit 0")))
    assert found.stdout.strip() == str(tmp_path / "python3")


def test_a_folder_that_takes_no_files_is_named() -> None:
    """Not even the system's owner can write in /proc."""
    sentence = refusal(say("preflight.sh", "folder", "/proc/portal/data"))
    assert "/proc takes no new files" in sentence


def test_a_file_is_not_taken_for_a_folder(tmp_path: Path) -> None:
    """The remedy is another name."""
    (tmp_path / "taken").touch()
    assert "DATA=" in refusal(say("preflight.sh", "folder", str(tmp_path / "taken")))


def test_a_folder_that_can_be_made_is_accepted(tmp_path: Path) -> None:
    """The check leaves nothing behind."""
    assert say("preflight.sh", "folder", str(tmp_path / "new" / "data")).returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_said_before_anything_is_installed() -> None:
    """With another port to try."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        sentence = refusal(say("preflight.sh", "port", str(port)))
    assert f"PORT={port + 1}" in sentence
    assert say("preflight.sh", "port", str(port)).returncode == 0


@pytest.mark.parametrize("port", ["", "http", "80000"])
def test_what_is_no_port_is_said(port: str) -> None:
    """With an example of one."""
    assert "PORT=8001" in refusal(say("preflight.sh", "port", port))


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("npm error code EAI_AGAIN", "the network did not answer"),
        ("Temporary failure in name resolution", "the network did not answer"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "not the one we chose"),
        ("OSError: No space left on device", "the disk is full"),
        ("EROFS: read-only file system", "make this folder writable"),
        ("Traceback (most recent call last):", "the log says why"),
    ],
)
def test_a_failed_step_is_one_sentence_and_a_log(tmp_path: Path, output: str, words: str) -> None:
    """The walls of text stay in the log."""
    log = tmp_path / "build" / "step.log"
    done = say("quietly.sh", str(log), "Fetching", "sh", "-c", f"echo '{output}'; exit 3")
    sentence = refusal(done)
    assert words in sentence
    assert str(log) in sentence
    assert output not in done.stdout + done.stderr
    assert output in log.read_text()


def test_a_step_that_works_says_only_what_it_does(tmp_path: Path) -> None:
    """What it printed is in the log."""
    done = say("quietly.sh", str(tmp_path / "log"), "Fetching", "echo", "much")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Fetching …\n", "")


def test_a_browser_that_is_not_there_is_named() -> None:
    """E2E_CHROMIUM is believed only if it is a program."""
    assert "/nowhere" in refusal(say("browser.sh", E2E_CHROMIUM="/nowhere"))

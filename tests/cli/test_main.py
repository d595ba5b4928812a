"""Help, version, language, errors and exit codes of the command."""

import subprocess
import sys

import pytest

from lca.cli.language import environment_language, language_of
from lca.cli.main import main, run

HEAVY = ("numpy", "scipy", "pint", "pyarrow", "pandas", "pydantic", "ruamel.yaml", "lark", "rapidfuzz")


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom lca.cli.main import run\nassert run(['--help']) == 0\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    for command in ("calc", "check", "explain", "rules", "factors"):
        assert command in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("calc",),
        ("check",),
        ("explain",),
        ("rules", "list"),
        ("rules", "show"),
        ("rules", "lint"),
        ("rules", "test"),
        ("factors", "search"),
        ("factors", "show"),
    ],
)
def test_every_command_explains_itself(zuji, words) -> None:
    done = zuji(*words, "--help")
    assert done.code == 0
    assert "--lang" in done.out


def test_the_version_is_told(zuji) -> None:
    from lca import __version__

    done = zuji("--version")
    assert (done.code, done.out) == (0, f"zuji {__version__}\n")


@pytest.mark.parametrize(
    "words",
    [
        ("calculate",),
        ("calc",),
        ("calc", "x.yaml", "--lang", "fr"),
        ("calc", "x.yaml", "--samples", "-1"),
        ("calc", "x.yaml", "--format", "xml"),
        ("explain", "r.json", "total", "more"),
        ("rules", "burn"),
    ],
)
def test_a_wrong_command_line_is_an_input_error(zuji, words) -> None:
    done = zuji(*words)
    assert done.code == 2
    assert done.out == ""
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"ZUJI_LANG": "zh", "LC_ALL": "en_GB.UTF-8"}, "zh"),
        ({"ZUJI_LANG": "", "LANG": "zh_TW"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_language_comes_from_the_environment(environment, language) -> None:
    assert environment_language(environment) == language
    assert language_of(["calc", "x"], environment) == language


def test_the_option_outweighs_the_environment() -> None:
    assert language_of(["calc", "x", "--lang", "en"], {"LANG": "zh_CN"}) == "en"
    assert language_of(["calc", "x", "--lang=zh"], {}) == "zh"
    assert language_of(["calc", "--lang"], {}) == "en"


def test_errors_speak_the_language(zuji) -> None:
    assert "无法读取" in zuji("calc", "missing.yaml", "--lang", "zh").err
    assert "cannot be read" in zuji("calc", "missing.yaml").err


def broken(*_: object, **__: object) -> None:
    raise RuntimeError("a promise\nis broken")


def test_an_internal_error_asks_for_a_report_without_a_traceback(zuji, monkeypatch) -> None:
    monkeypatch.setattr("lca.cli.explanation.read_result", broken)
    done = zuji("explain", "result.json")
    assert done.code == 3
    assert "RuntimeError: a promise is broken" in done.err
    assert "report" in done.err
    assert "Traceback" not in done.err


def test_debug_shows_the_traceback(zuji, monkeypatch) -> None:
    monkeypatch.setattr("lca.cli.explanation.read_result", broken)
    done = zuji("--debug", "explain", "result.json")
    assert done.code == 3
    assert "Traceback" in done.err


def test_a_broken_catalogue_cannot_hide_an_error(zuji, monkeypatch) -> None:
    monkeypatch.setattr("lca.cli.explanation.read_result", broken)
    monkeypatch.setattr("lca.cli.main.text", broken)
    done = zuji("explain", "result.json")
    assert done.code == 3
    assert "a promise is broken" in done.err


def test_the_process_ends_with_the_exit_code(monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "argv", ["zuji", "explain", "missing.json"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    assert "V101" in capsys.readouterr().err


def test_without_arguments_the_help_is_shown(capsys) -> None:
    assert run([]) in (0, 2)
    captured = capsys.readouterr()
    assert "calc" in captured.out + captured.err


@pytest.mark.parametrize(
    ("library", "extra"), [("joserfc.jwk", "passport"), ("basyx.aas", "aas"), ("SALib", "sensitivity")]
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_library_that_is_not_installed_is_named_with_its_extra(
    monkeypatch, capsys, library, extra, language
) -> None:
    def needs(*_: object, **__: object) -> None:
        raise ModuleNotFoundError(f"No module named {library!r}", name=library)

    monkeypatch.setattr("lca.cli.main.app", needs)
    assert run(["calc", "--lang", language]) == 2
    told = capsys.readouterr().err
    assert f"pip install 'zuji[{extra}]'" in told
    assert library.partition(".")[0] in told


def test_a_module_of_our_own_that_is_missing_is_our_fault(monkeypatch, capsys) -> None:
    def needs(*_: object, **__: object) -> None:
        raise ModuleNotFoundError("No module named 'lca.nothing'", name="lca.nothing")

    monkeypatch.setattr("lca.cli.main.app", needs)
    assert run(["calc"]) == 3
    assert "internal error" in capsys.readouterr().err

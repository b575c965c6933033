"""The command line, `python -m analysis <verb>`: the verbs of the Makefile without make.

Exit codes: 0 done, 1 a mistake in the data or the disk, 2 a wrong parameter, 70 a fault of this
program, 130 stopped. Nothing heavy is imported before a verb needs it, so that a wrong parameter is
answered at once.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NoReturn

from analysis import stopping
from analysis.commands.compared import COMPARED_NAMES, parse_compared
from analysis.commands.extract_asked import EXTRACT_NAMES, Accept, parse_extract
from analysis.errors import AnalysisError, ParameterError
from analysis.messages import shown, told
from analysis.mishaps import disk_trouble, lacking_package, missing_package, write_log
from analysis.parameter_reader import LONGEST_GIVEN, option_of
from analysis.parameters import (
    BATCH_NAMES,
    NAMES,
    PERIOD_NAMES,
    SUMS_NAMES,
    given_by_make,
    parse_batch,
    parse_file,
    parse_parameters,
    parse_path,
    parse_year,
)
from analysis.project import EXPLORING, Project, project_here
from analysis.running.files import write_json

PROGRAM: Final = "python -m analysis"
INTERNAL_ERROR: Final = 70
LONGEST_LINE: Final = 5000
# JupyterLab has a lock of its own, which a report does not need.
LAB_LOCK: Final = "requirements-lab.lock"

# option: (metavar, help); a given option without a value becomes an empty value, which the
# parameter check refuses
_HELP: Final[dict[str, tuple[str, str]]] = {
    "PLACE": (
        "ĐỊA-BÀN",
        "địa bàn, viết thường không dấu, ví dụ binh-dinh (mặc định: địa bàn của đơn vị)",
    ),
    "YEAR": ("NĂM", "một năm, ví dụ 2023"),
    "FROM": ("NĂM", "năm đầu của giai đoạn, đi cùng --to (mặc định 2012)"),
    "TO": ("NĂM", "năm cuối của giai đoạn, đi cùng --from (mặc định 2022)"),
    "PERIOD": ("KỲ", "một phần của năm: 2025-6T, 2025-9T, 2025-11T, hoặc một quý: 2025-Q3"),
    "TO_DATE": ("NGÀY", "kỳ từ 01/01 đến ngày này, dạng YYYY-MM-DD, ví dụ 2025-09-14"),
    "REPORT_DATE": (
        "NGÀY",
        "ngày ban hành, dạng YYYY-MM-DD (mặc định: ngày ở co-quan.csv, hoặc để trống)",
    ),
    "RENDERER": ("BỘ-DÀN-TRANG", "embedded (mặc định) hoặc quarto"),
    "QUARTO": ("TỆP", "đường dẫn của chương trình quarto"),
    "DRAFT": ("1|0", "1: in chữ DỰ THẢO trên mọi trang"),
    "UNIT": ("ĐƠN-VỊ", "đơn vị tiền trong báo cáo: trieu (mặc định), ty hoặc dong"),
    "ENGINE": ("MÁY-CHẠY", "cách chạy các sổ tay: fork (mặc định) hoặc papermill"),
    "STATUS": ("TÌNH-TRẠNG", 'tình trạng cần cộng, ví dụ "kế hoạch" (mặc định: thực hiện)'),
    "FILE": ("TỆP", "tên một sổ trong data/raw; layout: đường dẫn của một tệp DOCX hoặc PDF"),
    "TEXT": ("TỆP", "văn bản cần đọc: .txt, .docx, .html, hoặc .pdf có lớp chữ"),
    "SOURCE": ("MÃ", "mã của nguồn, như cột id của nguon.csv, ví dụ bao-tinh-2023"),
    "ACCEPT": ("MÃ", "nhận bản nháp của nguồn này vào data/raw (FILE: tệp CSV đã lưu từ trang)"),
    "EDITIONS": ("TỆP", "tệp CSV ghi các kỳ (PLACE, YEAR …), hoặc all: mọi kỳ có số liệu"),
    "PLACES": ("ĐỊA-BÀN", "các địa bàn, cách nhau bằng dấu phẩy (mặc định: địa bàn của đơn vị)"),
    "YEARS": ("NĂM", "các năm, ví dụ 2020-2024; mỗi năm một báo cáo"),
    "JOBS": ("SỐ", "số báo cáo lập cùng lúc (mặc định 1)"),
    "LIMIT": ("GIÂY", "số giây nhiều nhất cho một báo cáo (mặc định: không giới hạn)"),
    "SCHEDULER": ("ĐỊA-CHỈ", "bộ điều phối dask: các máy tính nối với nó lập báo cáo"),
    "A": ("KỲ", "kỳ thứ nhất, ví dụ tinh-2012-2022; bản phát hành lần 1: tinh-2012-2022.1"),
    "B": ("KỲ", "kỳ thứ hai, viết như kỳ thứ nhất"),
}


class _Parser(argparse.ArgumentParser):
    """Argument parser whose own words are Vietnamese too."""

    def __init__(self, verb: str, names: Sequence[str]) -> None:
        prog = f"{PROGRAM} {verb}"
        super().__init__(prog=prog, usage=f"{prog} [tham số]", add_help=False, allow_abbrev=False)
        group = self.add_argument_group("tham số")
        group.add_argument("-h", "--help", action="help", help="in hướng dẫn này")
        for name in names:
            metavar, words = _HELP[name]
            group.add_argument(
                option_of(name),
                dest=name,
                nargs="?",
                const="1" if name == "DRAFT" else "",
                metavar=metavar,
                help=f"{words} [{name}]",
            )

    def error(self, message: str) -> NoReturn:
        raise ParameterError(
            f"Dòng lệnh không đọc được: {shown(message, LONGEST_GIVEN)} [parameter-malformed]"
        )

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "Cách dùng:", 1)


def main(arguments: Sequence[str]) -> int:
    """Run one verb; the exit code. Every failure is told in Vietnamese and without a traceback."""
    _speak_utf8()
    try:
        return _run(list(arguments))
    except AnalysisError as error:
        _complain(str(error))
        return error.exit_code
    except BrokenPipeError:
        # whoever read the output has enough; what is still in the buffer must not raise again at
        # the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return AnalysisError.exit_code
    except KeyboardInterrupt:
        _complain(stopping.word())
        return stopping.STOPPED
    # the last resort: whatever it is, an analyst gets one line and the log its traceback
    except Exception as error:  # noqa: BLE001
        if reason := disk_trouble(error) or missing_package(error):
            _complain(reason)
            return AnalysisError.exit_code
        _complain(f"Chương trình gặp lỗi ngoài dự kiến ({type(error).__name__}); {write_log()}.")
        return INTERNAL_ERROR


def _run(words: list[str]) -> int:
    verb, *rest = words or ["help"]
    if verb in ("-h", "--help"):
        verb = "help"
    if verb not in VERBS:
        remedy = f"xem {PROGRAM} help"
        for near in difflib.get_close_matches(verb, VERBS, n=1):
            remedy = f"có phải {near}?"
        raise ParameterError(
            f"{shown(verb, LONGEST_GIVEN)}: không có lệnh này; các lệnh: {', '.join(VERBS)} [command-unknown]."
            f" Cách khắc phục: {remedy}"
        )
    return VERBS[verb][1](verb, rest)


def _on_edition(names: Sequence[str], work: str, verb: str, words: list[str]) -> int:
    """Let `work`, `module:function` of the package, act on the edition that the words name."""
    from pkgutil import resolve_name

    parameters = parse_parameters(_given(verb, names, words), names)
    project = project_here()
    _prepare_children(project)
    code: int = resolve_name(f"analysis.{work}")(project, parameters)
    return code


def _compare(verb: str, words: list[str]) -> int:
    names = parse_compared(_given(verb, COMPARED_NAMES, words))
    project = project_here()
    from analysis.commands.compare import compare

    return compare(project, names)


def _adopt(verb: str, words: list[str]) -> int:
    name = parse_file(_given(verb, ("FILE",), words))
    project = project_here()
    from analysis.commands.adopt import adopt

    return adopt(project, name)


def _extract(verb: str, words: list[str]) -> int:
    asked = parse_extract(_given(verb, EXTRACT_NAMES, words))
    project = project_here()
    # reading a text needs no frames, accepting one the checks of all raw files
    if isinstance(asked, Accept):
        from analysis.commands.accept import accept

        return accept(project, asked)
    from analysis.commands.extract import extract_text

    return extract_text(project, asked)


def _layout(verb: str, words: list[str]) -> int:
    path = parse_path(_given(verb, ("FILE",), words))
    from analysis.commands.layout import check_layout

    return check_layout(path)


def _batch(verb: str, words: list[str]) -> int:
    asked = parse_batch(_given(verb, BATCH_NAMES, words))
    project = project_here()
    _prepare_children(project)
    from analysis.commands.batch import run_batch

    return run_batch(project, asked)


def _template(verb: str, words: list[str]) -> int:
    """Write the empty register of a year into the project's folder, for officials to fill in."""
    year = parse_year(_given(verb, ("YEAR",), words))
    project = project_here()
    from analysis.form.workbook import write_template

    path = write_template(project.root, year)
    print(
        f"Đã lập {path.name}. Điền xong thì chép tệp vào data/raw, kiểm tra bằng make ready YEAR={year}, "
        f"rồi chạy make report YEAR={year}"
    )
    return 0


def _given(verb: str, names: Sequence[str], words: list[str]) -> dict[str, str]:
    parsed, unknown = _Parser(verb, names).parse_known_args(words)
    options = {name: text for name, text in vars(parsed).items() if text is not None}
    return {**given_by_make(os.environ), **options, **dict.fromkeys(unknown, "?")}


def _lint(verb: str, words: list[str]) -> int:
    """The prose first, mistakes with cell or line; then the style of the code, and types."""
    _Parser(verb, ()).parse_args(words)
    import subprocess

    from analysis.commands.lint import prose_faults, type_faults

    project = project_here()
    if faults := prose_faults(project):
        return _told("Lời văn", faults)
    for words_of_ruff in (["check", "."], ["format", "--check", "."]):
        if code := subprocess.call([sys.executable, "-m", "ruff", *words_of_ruff]):
            return code
    if wrong := type_faults(project):
        return _told("Kiểu dữ liệu", wrong)
    print("Lời văn, cách viết mã nguồn và kiểu dữ liệu không có lỗi.")
    return 0


def _told(what: str, faults: Sequence[object]) -> int:
    lines = "".join(f"\n- {fault}" for fault in faults)
    _complain(f"{what} có {len(faults)} lỗi:{lines}")
    return AnalysisError.exit_code


def _lab(verb: str, words: list[str]) -> int:
    """Open the analyst's notebook in JupyterLab, in Vietnamese by a default that may be changed in the settings."""
    _Parser(verb, ()).parse_args(words)
    from importlib.util import find_spec

    if find_spec("jupyterlab") is None:
        raise AnalysisError(lacking_package("jupyterlab", LAB_LOCK))
    settings = project_here().build / "jupyter"
    language = {"@jupyterlab/translation-extension:plugin": {"locale": "vi_VN"}}
    (settings / "labconfig").mkdir(parents=True, exist_ok=True)
    write_json(settings / "labconfig" / "default_setting_overrides.json", language)
    _put_first(settings, "JUPYTER_CONFIG_PATH")
    # a notebook given as a file would make its folder the root, and hide the data
    address = f"--LabApp.default_url=/lab/tree/notebooks/{EXPLORING}"
    command = ["jupyterlab", "--FileContentsManager.preferred_dir=notebooks", address]
    return _external(command, verb, words)


def _help(_verb: str, _words: list[str]) -> int:
    width = max(map(len, VERBS))
    print(f"Cách dùng: {PROGRAM} <lệnh> [tham số]\n\nCác lệnh:")
    for verb, (words, _) in VERBS.items():
        print(f"  {verb:<{width}}  {words}")
    print(f"\nTham số của một lệnh: {PROGRAM} report --help")
    return 0


def _external(module: Sequence[str], verb: str, words: list[str]) -> int:
    """Run a module of this environment, given with its own words."""
    import subprocess

    _Parser(verb, ()).parse_args(words)
    _prepare_children(project_here())
    command = [sys.executable, "-m", *module]
    # what is printed so far would be lost, or come after the words of the program
    sys.stdout.flush()
    if os.name == "posix":
        # the program takes our place, so that it gets the signals and decides how to stop
        os.execv(sys.executable, command)  # noqa: S606 - a fixed program
    return subprocess.call(command)


def _prepare_children(project: Project) -> None:
    """Let kernels and other children find this package in any folder, and speak UTF-8.

    matplotlib keeps its list of fonts here: where it cannot write in a user's home, it says so in
    the notebook. A run forks, which it must not do with threads: the library of linear algebra,
    which is not used, starts none.
    """
    _put_first(project.root / "src", "PYTHONPATH")
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    os.environ["PYTHONUTF8"] = "1"
    os.environ["MPLCONFIGDIR"] = str(project.build / "matplotlib")


def _put_first(folder: Path, variable: str) -> None:
    """Put a folder before those that a variable lists; all as paths that hold in any folder."""
    given = filter(None, os.environ.get(variable, "").split(os.pathsep))
    folders = dict.fromkeys([folder, *(Path(part).absolute() for part in given)])
    os.environ[variable] = os.pathsep.join(map(str, folders))


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def start_in_utf8() -> None:
    """Start again, with the same words, where the locale does not read names as UTF-8."""
    if os.name == "posix" and sys.getfilesystemencoding() != "utf-8":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - the same program


def _complain(message: str) -> None:
    # without this stream, print would take the other one, which may be read by a program
    if sys.stderr is not None:
        # whatever of another program or of the data stands in it, a terminal gets plain lines
        lines = [told(line, LONGEST_LINE) for line in message.split("\n")]
        print("\n".join(lines), file=sys.stderr)


# verb: what it is for, and what runs it with the verb and the words behind it
VERBS: Final[dict[str, tuple[str, Callable[[str, list[str]], int]]]] = {
    "report": (
        "lập báo cáo HTML, PDF và DOCX của một kỳ",
        partial(_on_edition, NAMES, "running.run:run_report"),
    ),
    "batch": ("lập nhiều báo cáo trong một lần chạy", _batch),
    "ready": (
        "kiểm tra trước: còn thiếu gì, tệp nào sẽ bị từ chối",
        partial(_on_edition, NAMES, "commands.ready:tell_ready"),
    ),
    "adopt": ("xem một sổ có sẵn, ghi đề xuất cách đọc vào data/raw/doc-so.toml", _adopt),
    "extract": (
        "trích số liệu từ một bài viết thành bản nháp, hoặc nhận bản nháp vào data/raw",
        _extract,
    ),
    "forms": (
        "lập riêng các biểu mẫu báo cáo (XLSX) của một kỳ",
        partial(_on_edition, PERIOD_NAMES, "commands.forms:write_forms"),
    ),
    "template": ("lập mẫu danh mục đề án (XLSX) của một năm để điền", _template),
    "freeze": (
        "phát hành báo cáo đã lập: ghi một bản vào data/issued",
        partial(_on_edition, PERIOD_NAMES, "commands.freeze:freeze"),
    ),
    "compare": ("so sánh hai kỳ: chênh lệch tách theo nguyên nhân", _compare),
    "verify": (
        "dựng lại báo cáo đã lập và so từng byte",
        partial(_on_edition, PERIOD_NAMES, "commands.verify:verify"),
    ),
    "layout": ("kiểm tra thể thức của một tệp DOCX hoặc PDF theo Nghị định 30/2020/NĐ-CP", _layout),
    "sums": (
        "in tổng các cột tiền của danh mục đề án (JSON, đơn vị đồng)",
        partial(_on_edition, SUMS_NAMES, "running.run:print_sums"),
    ),
    "test": ("chạy các phép kiểm thử", partial(_external, ["pytest"])),
    "lint": ("kiểm tra lời văn, cách viết mã nguồn và kiểu dữ liệu", _lint),
    "bench": ("đo thời gian các bước", partial(_external, ["benchmarks"])),
    "lab": ("mở các sổ tay trong JupyterLab", _lab),
    "help": ("in hướng dẫn này", _help),
}

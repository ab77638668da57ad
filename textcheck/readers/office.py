"""LibreOffice as a converter: in a profile and a folder of its own, without macros, without the network, for a limited time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile

from textcheck.errors import InputError

_NAMES = ("soffice", "libreoffice")
_ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = {
    "MacroSecurityLevel": "3",
    "DisableMacrosExecution": "true",
    "DisableActiveContent": "true",
    "BlockUntrustedRefererLinks": "true",
}
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">{}</oor:items>
"""
_NOWHERE = "http://127.0.0.1:9"


def convert(data: bytes, form: str, suffix: str, target: str, seconds: int) -> bytes:
    """Return the file ``data`` in the format ``target``, such as ``docx``; ``form`` names its own format for messages.

    Raise InputError with one sentence if LibreOffice is not there, cannot read the file, or takes longer than ``seconds``.
    """
    program = find()
    if not program:
        raise InputError(f"这是{form}文件，要装有 LibreOffice 才能读；请安装它，或者先另存为 .{target} 再检查。")
    with tempfile.TemporaryDirectory(prefix="textcheck-") as folder:
        _write_profile(folder)
        source = os.path.join(folder, f"report{suffix}")
        with open(source, "wb") as file:
            file.write(data)
        done = os.path.join(folder, "out")
        command = [
            program,
            f"-env:UserInstallation=file://{_as_url(folder)}/profile",
            "--headless",
            "--norestore",
            "--nolockcheck",
        ]
        _run([*command, "--convert-to", target, "--outdir", done, source], folder, form, seconds)
        try:
            with open(os.path.join(done, f"report.{target}"), "rb") as file:
                return file.read()
        except OSError:
            raise InputError(f"这是{form}文件，LibreOffice 读不出来；文件可能已经损坏，或者有密码。") from None


def find() -> str:
    """Return the path of LibreOffice, or nothing."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), "")
    return found or next((path for path in _ELSEWHERE if os.path.isfile(path)), "")


def _write_profile(folder: str) -> None:
    items = "".join(
        f'<item oor:path="{_SECURITY}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for name, value in _SETTINGS.items()
    )
    user = os.path.join(folder, "profile", "user")
    os.makedirs(user)
    with open(os.path.join(user, "registrymodifications.xcu"), "w", encoding="utf-8") as file:
        file.write(_PROFILE.format(items))


def _run(command: list[str], folder: str, form: str, seconds: int) -> None:
    """Run LibreOffice with all its children in a group of their own, so that none outlives the time."""
    environment = {**os.environ, "HOME": folder, "TMPDIR": folder}
    environment |= dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), _NOWHERE)
    group = os.name == "posix"
    with subprocess.Popen(  # noqa: S603 (a program found by name, arguments of our own making)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=group,
    ) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise InputError(f"这是{form}文件，LibreOffice 转换超过 {seconds} 秒，没有检查。") from None
        finally:
            if group:
                _end_group(process.pid)
            else:
                process.kill()


def _end_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return
    except PermissionError:  # a group of which only the ended leader is left, on some systems
        return


def _as_url(folder: str) -> str:
    from urllib.request import pathname2url

    return pathname2url(folder)

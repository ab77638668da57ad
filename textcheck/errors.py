"""Everything textcheck raises on purpose; each message is one Chinese sentence a user can act on."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOENT: "找不到这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.ELOOP: "符号链接绕成了圈",
    errno.ENAMETOOLONG: "文件名过长",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EEXIST: "已有同名的文件或文件夹",
    errno.EMFILE: "打开的文件过多",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "文件正被占用",
}


def reason(error: OSError | ValueError) -> str:
    """Return why the system refused something, in Chinese; of what is rare, its number."""
    if isinstance(error, UnicodeError):
        return "不是 UTF-8 文本"
    if not isinstance(error, OSError):
        return "路径里有不能用的字符"
    return _REASONS.get(error.errno or 0, f"系统错误 {error.errno}")


class TextcheckError(Exception):
    """Base of the errors that end in exit code 2 instead of a traceback."""


class InputError(TextcheckError):
    """A file that cannot be read as a report: missing, empty, binary, of unknown encoding."""


class LexiconError(TextcheckError):
    """A lexicon or profile that breaks its schema; the message names file and key."""


class ConfigError(TextcheckError):
    """A configuration or option that contradicts itself or names something unknown."""

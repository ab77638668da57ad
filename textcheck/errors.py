"""Everything textcheck raises on purpose; each message is one Chinese sentence a user can act on."""


class TextcheckError(Exception):
    """Base of the errors that end in exit code 2 instead of a traceback."""


class InputError(TextcheckError):
    """A file that cannot be read as a report: missing, empty, binary, of unknown encoding."""


class LexiconError(TextcheckError):
    """A lexicon or profile that breaks its schema; the message names file and key."""


class ConfigError(TextcheckError):
    """A configuration or option that contradicts itself or names something unknown."""

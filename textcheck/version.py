"""The one place that names the version; the wheel and ``--version`` read it here."""

VERSION = "0.1.0"

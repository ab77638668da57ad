"""Which profile to use: those that there are, and what the user says."""

from __future__ import annotations

import os
from typing import NamedTuple

from textcheck.lexicon.paths import lexicon_folder, load_toml


class ProfileChoice(NamedTuple):
    """What the user says about the kind of report: its id, files of relations to add, and a folder of own profiles."""

    profile: str = ""
    relations: tuple[str, ...] = ()
    folder: str = ""


AS_RECOGNISED = ProfileChoice()


def profile_file(identifier: str, folder: str) -> str:
    """Return the file of a profile: the user's own, else ours."""
    own = os.path.join(folder, f"{identifier}.toml")
    return own if folder and os.path.isfile(own) else f"profiles/{identifier}.toml"


def known_profiles(folder: str) -> dict[str, str]:
    """Return the names of the profiles that there are, by id."""
    folders = [each for each in (folder, os.path.join(lexicon_folder(), "profiles")) if os.path.isdir(each)]
    ids = {name.removesuffix(".toml") for each in folders for name in os.listdir(each) if name.endswith(".toml")}
    return {each: str(load_toml(profile_file(each, folder)).get("name", each)) for each in sorted(ids)}


def unknown_profile(identifier: str, folder: str) -> str:
    """Say that there is no such profile, and which there are."""
    known = "、".join(f"{each}（{name}）" for each, name in known_profiles(folder).items())
    return f"没有“{identifier}”这种报告类型；可用的有：{known}"

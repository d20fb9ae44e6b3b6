"""Bylines: who is a person, who an agency, who nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.extraction.person_names import MOST, is_full_name, is_login, read_byline

PERSONS = [
    ("By Ada Quill", ["Ada Quill"]),
    ("BY ADA QUILL", ["ADA QUILL"]),
    ("Written by: Ada Quill", ["Ada Quill"]),
    ("Von Jürgen Feld", ["Jürgen Feld"]),
    ("Par Élise Morel", ["Élise Morel"]),
    ("Ein Kommentar von Jürgen Feld", ["Jürgen Feld"]),
    ("記者 林 小川", ["林 小川"]),
    ("Ada Quill and Bo Marsh", ["Ada Quill", "Bo Marsh"]),
    ("Ada Quill, Bo Marsh & Cy Reed", ["Ada Quill", "Bo Marsh", "Cy Reed"]),
    ("Ada Quill, Bo Marsh, and Cy Reed", ["Ada Quill", "Bo Marsh", "Cy Reed"]),
    ("Jürgen Feld und Uta Au", ["Jürgen Feld", "Uta Au"]),
    ("Élise Morel et Luc Petit", ["Élise Morel", "Luc Petit"]),
    ("Ana Ruiz y Luis Mora", ["Ana Ruiz", "Luis Mora"]),
    ("José Ortega y Gasset", ["José Ortega y Gasset"]),
    ("João Costa e Silva", ["João Costa e Silva"]),
    ("Ada Quill | 3 May 2026", ["Ada Quill"]),
    ("By Ada Quill on Monday, March 3", ["Ada Quill"]),
    ("Ada Quill, Senior Reporter", ["Ada Quill"]),
    ("Ada Quill, PhD", ["Ada Quill"]),
    ("Ada Quill (Harbour Desk)", ["Ada Quill"]),
    ("Ada Quill for The Quay", ["Ada Quill"]),
    ("Ada Quill Reuters", ["Ada Quill"]),
    ("Ada Quill and Ada Quill", ["Ada Quill"]),
    ("Martin Quill Jr.", ["Martin Quill Jr."]),
    ("Ada <b>Quill</b>", ["Ada Quill"]),
    ("Ada Quill Ada Quill", ["Ada Quill"]),
    ("Md Aynal Karim", ["Md Aynal Karim"]),
    ("Ada Quill, MD, FAND", ["Ada Quill"]),
    ("By Ada Quill ⋅ Founder and Editor-in-Chief ⋅ Updated May 6, 2026", ["Ada Quill"]),
    ("By Ada Quill In", ["Ada Quill"]),
    ("Marsh On", ["Marsh On"]),
    ("Photos and Story By Ada Quill", ["Ada Quill"]),
    ("This post was written by Ada Quill", ["Ada Quill"]),
    ("Contributors: Ada Quill", ["Ada Quill"]),
    ("Photo: Bo Marsh, Ada Quill", ["Ada Quill"]),
    ("Ada Senior", ["Ada Senior"]),  # a surname that is a job's word too
]
GROUPS = [
    ("Reuters", ["Reuters"]),
    ("dpa/AFP", ["dpa", "AFP"]),
    ("Quay News Desk", ["Quay News Desk"]),
    ("海港网络", ["海港网络"]),
    ("The Quay Editorial Team", ["The Quay Editorial Team"]),
]
NOBODY = [
    "",
    "admin",
    "Admin",
    "Staff",
    "Redaktion",
    "Editor",
    "https://quay.example/ada",
    "by",
    "12 May 2026",
    "Post author",
    "wordpressadmin",
    "CC BY-SA 4.0",
    "Follow us",
]


@pytest.mark.parametrize(("line", "names"), PERSONS)
def test_persons(line: str, names: list[str]) -> None:
    assert read_byline(line).names == names


@pytest.mark.parametrize(("line", "groups"), GROUPS)
def test_groups_are_no_persons(line: str, groups: list[str]) -> None:
    assert read_byline(line) == ([], groups)


@pytest.mark.parametrize("line", NOBODY)
def test_nobody(line: str) -> None:
    assert read_byline(line) == ([], [])


def test_agency_beside_a_person() -> None:
    assert read_byline("Von Jürgen Feld und dpa") == (["Jürgen Feld"], ["dpa"])


@given(st.text(max_size=500))
def test_never_raises_and_is_bounded(line: str) -> None:
    names, groups = read_byline(line)
    assert len(names) + len(groups) <= 2 * MOST
    assert all(name.strip() == name and name for name in names)


@pytest.mark.parametrize("name", ["Ada Quill", "Ludwig van der Au", "Bo Y. Marsh", "Élise Morel"])
def test_full_names(name: str) -> None:
    assert is_full_name(name)
    assert not is_login(name)


@pytest.mark.parametrize(
    "text", ["Ada", "the old pier", "March Monday", "4 Comments", "Senior Editor", "Image Credit: Pier", "© Ada Quill"]
)
def test_no_full_names(text: str) -> None:
    assert not is_full_name(text)


@pytest.mark.parametrize("name", ["adaq", "ada.quill", "ada_quill7", "AdaQ"])
def test_logins(name: str) -> None:
    assert is_login(name)

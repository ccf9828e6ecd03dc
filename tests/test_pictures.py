"""The pictures in the documents: each is there, is shown, is told in words, and is small."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pictures"
LARGEST = 150_000


def shown() -> dict[Path, str]:
    """The pictures that documents show, with what they say to those who do not see them."""
    found = {}
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]:
        for words, target in re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
            assert "://" not in target, f"{page.name} loads a picture from elsewhere"
            found[(page.parent / target).resolve()] = words
    return found


def test_every_picture_that_is_shown_is_there_and_the_reverse() -> None:
    assert len(shown()) >= 4
    assert set(shown()) == set(FOLDER.iterdir())


def test_every_picture_is_told_in_words_and_small() -> None:
    for picture, words in shown().items():
        assert len(words) > 20, picture.name
        content = picture.read_bytes()
        assert content.startswith(b"\x89PNG\r\n\x1a\n")
        assert 5_000 < len(content) < LARGEST, picture.name


def test_every_picture_has_its_recipe() -> None:
    script = ast.parse((ROOT / "docs" / "build_pictures.py").read_text(encoding="utf-8"))
    recipes = next(
        node.value
        for node in script.body
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and node.target.id == "PICTURES"
    )
    assert isinstance(recipes, ast.Dict)
    names = {key.value for key in recipes.keys if isinstance(key, ast.Constant)}
    assert names == {picture.stem for picture in FOLDER.iterdir()}

"""The small project of the tests of translations, as it is before and after the translators came by."""

from pathlib import Path

import pytest

from tests.locales.sample_project import ARABIC, ENGLISH, FRENCH, MODULE, RIGHT, Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with four texts and catalogues without translations."""
    made = Project(tmp_path)
    made.write("conversations/start.py", MODULE)
    made.write("rights/catalogue/leefloon.yaml", RIGHT)
    made.update()
    return made


@pytest.fixture
def translated(project: Project) -> Project:
    """The same project with every text translated."""
    project.translate("en", ENGLISH)
    project.translate("fr", FRENCH)
    project.translate("ar", ARABIC)
    return project

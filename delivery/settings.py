"""The settings, from the environment or a `.env` file. A wrong one is told in one line that says what to set."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

__all__ = ["Settings", "SettingsWrong", "read_settings"]


POSTGRESQL = "postgresql+asyncpg://"
DATABASES = ("sqlite+aiosqlite:///", POSTGRESQL)
"""What a database address starts with: the kind, and a driver that does not block."""


class SettingsWrong(Exception):
    """A setting is missing or wrong; the message is one line that says what to set."""


class Settings(BaseSettings):
    """See the table in README.md."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    telegram_token: str | None = None
    telegram_api_url: str = "https://api.telegram.org"
    data_dir: Path = Path("data")
    database_url: str | None = None
    key_file: Path | None = None
    municipalities: Annotated[tuple[str, ...], NoDecode] = ()
    messages_per_second: int = Field(default=30, ge=1)
    sandbox_port: int = Field(default=8477, ge=0, le=65535)

    @field_validator("municipalities", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _root(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")) or "/bot" in value:
            raise ValueError("an address that starts with http:// or https://, without /bot<token>")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _with_driver(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(DATABASES):
            raise ValueError(f"an address that starts with {' or '.join(DATABASES)}")
        if value is not None and value.startswith(POSTGRESQL) and find_spec("asyncpg") is None:
            raise ValueError("the driver asyncpg, which is not installed (run: pip install '.[postgresql]'), or SQLite")
        return value

    @property
    def database(self) -> str:
        """The database address; SQLite in DATA_DIR unless DATABASE_URL says otherwise."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'rights.sqlite'}"

    @property
    def keys_database(self) -> Path:
        """Where the wrapped keys stand: their own file, to be left out of routine backups."""
        return self.data_dir / "keys.sqlite"


def read_settings() -> Settings:
    """The settings. Raises SettingsWrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        reason = str(first["msg"]).removeprefix("Value error, ").removeprefix("Input should be ")
        raise SettingsWrong(f"{name} is wrong: expected {reason}. Set it in the environment or in .env.") from None

"""The settings, from the environment or a `.env` file. A wrong one is told in one line that says what to set."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from casework import Policy
from delivery.webhook import HEALTH

__all__ = ["Settings", "SettingsWrong", "read_settings"]


POSTGRESQL = "postgresql+asyncpg://"
DATABASES = ("sqlite+aiosqlite:///", POSTGRESQL)
"""What a database address starts with: the kind, and a driver that does not block."""
TELEGRAM = "https://api.telegram.org"
WEBHOOK_PORTS = (443, 80, 88, 8443)
"""Telegram posts to no other (core.telegram.org/bots/api#setwebhook); a Bot API server of one's own posts anywhere."""


class SettingsWrong(Exception):
    """A setting is missing or wrong; the message is one line that says what to set."""


class Settings(BaseSettings):
    """See the table in README.md."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    telegram_token: str | None = Field(default=None, repr=False)
    telegram_api_url: str = TELEGRAM
    data_dir: Path = Path("data")
    database_url: str | None = None
    keys_database_url: str | None = Field(default=None, repr=False)
    key_file: Path | None = None
    municipalities: Annotated[tuple[str, ...], NoDecode] = ()
    messages_per_second: int = Field(default=30, ge=1)
    messages_per_second_each: int = Field(default=1, ge=1)
    staff_second_factor: Policy = Policy.OFF
    sandbox_port: int = Field(default=8477, ge=0, le=65535)
    webhook_url: str | None = None
    webhook_secret: str | None = Field(default=None, repr=False, validate_default=True)
    webhook_listen: str = "127.0.0.1:8080"
    public_url: str | None = None

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

    @field_validator("database_url", "keys_database_url")
    @classmethod
    def _with_driver(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and not value.startswith(DATABASES):
            raise ValueError(f"an address that starts with {' or '.join(DATABASES)}")
        if value is not None and value.startswith(POSTGRESQL) and find_spec("asyncpg") is None:
            raise ValueError("the driver asyncpg, which is not installed (run: pip install '.[postgresql]'), or SQLite")
        if value is not None and info.field_name != "database_url" and value == info.data.get("database_url"):
            raise ValueError("another database than DATABASE_URL: a copy of the data would hold its keys")
        return value

    @field_validator("webhook_url")
    @classmethod
    def _public(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None:
            return None
        own_server = info.data.get("telegram_api_url", TELEGRAM) != TELEGRAM
        if not value.startswith(("https://", "http://") if own_server else "https://"):
            raise ValueError("the public address of this bot, which starts with https://")
        address = _split(value)
        if address is None or not re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?", value):
            raise ValueError("an address like https://bot.example.be/telegram, of letters, digits and . _ ~ - /")
        if not own_server and (address.port or 443) not in WEBHOOK_PORTS:
            raise ValueError(f"port {', '.join(map(str, WEBHOOK_PORTS))} or none: Telegram posts to no other")
        token = info.data.get("telegram_token")
        if token and token.rpartition(":")[2] in value:
            raise ValueError("an address without the bot's token: addresses end up in logs")
        if address.path.rstrip("/") == HEALTH:
            raise ValueError(f"another path than {HEALTH}, where the bot says that it is there")
        return value

    @field_validator("public_url")
    @classmethod
    def _of_pages(cls, value: str | None) -> str | None:
        if value is None:
            return None
        address = _split(value)
        loopback = address is not None and address.hostname in ("127.0.0.1", "localhost", "::1")
        if address is None or not re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?", value):
            raise ValueError("an address like https://bot.example.be, of letters, digits and . _ ~ - /")
        if address.scheme != "https" and not loopback:
            raise ValueError("an address that starts with https://: a family's name goes over it")
        return value.rstrip("/")

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("webhook_url") is None:
            return None
        if value is None or re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value) is None:
            raise ValueError("with WEBHOOK_URL 1 to 256 of the characters A-Z a-z 0-9 _ -")
        return value

    @field_validator("webhook_listen")
    @classmethod
    def _host_and_port(cls, value: str) -> str:
        address = _split(f"//{value}")
        if address is None or address.port is None or value != address.netloc or "@" in value:
            raise ValueError("host:port, like 127.0.0.1:8080 or [::1]:8080")
        return value

    @property
    def listen(self) -> tuple[str, int]:
        """Where the webhook's server listens: host and port (0: any free one)."""
        address = urlsplit(f"//{self.webhook_listen}")
        return address.hostname or "", address.port or 0

    @property
    def database(self) -> str:
        """The database address; SQLite in DATA_DIR unless DATABASE_URL says otherwise."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'rights.sqlite'}"

    @property
    def keys_database(self) -> Path | str:
        """Where the wrapped keys stand: a file or a database of their own, to be left out of routine backups."""
        return self.keys_database_url or self.data_dir / "keys.sqlite"


def _split(address: str) -> SplitResult | None:
    """The parts of an address that names a host; None for what is none."""
    try:
        parts = urlsplit(address)
        return parts if parts.hostname and (parts.port is None or parts.port >= 0) else None
    except ValueError:  # a port that is no number up to 65535, a bracket that is not closed
        return None


def read_settings() -> Settings:
    """The settings. Raises SettingsWrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        reason = str(first["msg"]).removeprefix("Value error, ").removeprefix("Input should be ")
        raise SettingsWrong(f"{name} is wrong: expected {reason}. Set it in the environment or in .env.") from None

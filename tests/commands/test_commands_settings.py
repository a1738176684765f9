"""The command line: what is wrong or missing is told in one line that says what to set."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

from bot import main
from delivery.settings import Settings, read_settings
from sandbox import ApiError, StandIn
from storage.keys import new_master_key, read_master_key

BOT = Path(__file__).parent.parent.parent / "bot.py"
TOKEN = "12345:not-a-real-one"

Said = Callable[..., str]


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A folder without `.env`, an environment without settings, and the log put back afterwards."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Said:
    """Runs a command under settings; it must end with 2 and one line, which is returned."""

    def run(*arguments: str, **settings: str) -> str:
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        assert main(list(arguments)) == 2
        lines = capsys.readouterr().err.strip().splitlines()
        assert len(lines) == 1, lines
        return lines[0]

    return run


@pytest.mark.parametrize("command", ["serve", "run"])
def test_a_town_without_a_file_is_named_with_those_that_there_are(refused: Said, command: str) -> None:
    said = refused(command, MUNICIPALITIES="ninove,atlantis")
    assert said.startswith("MUNICIPALITIES names atlantis, which has no folder; known are beerse, ")
    assert "ninove, " in said


@pytest.mark.parametrize("command", ["serve", "run"])
def test_with_a_token_no_town_is_served_that_families_could_not_reach(refused: Said, command: str) -> None:
    said = refused(command, MUNICIPALITIES="roeselare,ninove", TELEGRAM_TOKEN=TOKEN)
    assert "MUNICIPALITIES names ninove" in said
    assert "contact_points in rights/catalogue/municipalities/ninove/municipality.yaml" in said


def test_postgresql_without_its_driver_says_how_to_get_it(refused: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("delivery.settings.find_spec", lambda _: None)
    said = refused("run", DATABASE_URL="postgresql+asyncpg://here/rights")
    assert "pip install '.[postgresql]'" in said


def test_a_database_that_cannot_be_opened_is_told_with_where_to_look(refused: Said) -> None:
    said = refused("serve", DATABASE_URL="sqlite+aiosqlite:////no/such/folder/rights.sqlite")
    assert "DATABASE_URL" in said
    assert "python bot.py doctor" in said


@pytest.mark.parametrize(
    ("settings", "parts"),
    [
        ({"TELEGRAM_API_URL": "api.telegram.org"}, ["TELEGRAM_API_URL", "http://"]),
        ({"TELEGRAM_API_URL": f"https://api.telegram.org/bot{TOKEN}"}, ["TELEGRAM_API_URL", "without /bot<token>"]),
        ({"DATABASE_URL": "postgres://here"}, ["DATABASE_URL", "postgresql+asyncpg://"]),
        ({"KEYS_DATABASE_URL": "keys.sqlite"}, ["KEYS_DATABASE_URL", "postgresql+asyncpg://"]),
        (
            {"DATABASE_URL": "sqlite+aiosqlite:///one", "KEYS_DATABASE_URL": "sqlite+aiosqlite:///one"},
            ["KEYS_DATABASE_URL", "another database than DATABASE_URL"],
        ),
        ({"MESSAGES_PER_SECOND": "many"}, ["MESSAGES_PER_SECOND", "a valid integer"]),
        ({"MESSAGES_PER_SECOND": "0"}, ["MESSAGES_PER_SECOND", "greater than or equal to 1"]),
        ({"SANDBOX_PORT": "http"}, ["SANDBOX_PORT", "a valid integer"]),
        ({"WEBHOOK_URL": "http://bot.example.be/"}, ["WEBHOOK_URL", "starts with https://"]),
        ({"WEBHOOK_URL": "bot.example.be"}, ["WEBHOOK_URL", "starts with https://"]),
        ({"WEBHOOK_URL": "https://bot.example.be:8080/"}, ["WEBHOOK_URL", "port 443, 80, 88, 8443 or none"]),
        ({"WEBHOOK_URL": "https://bot.example.be:x/"}, ["WEBHOOK_URL", "an address like https://"]),
        ({"WEBHOOK_URL": "https://bot.example.be/a?b=c"}, ["WEBHOOK_URL", "an address like https://"]),
        ({"WEBHOOK_URL": "https://me:too@bot.example.be/"}, ["WEBHOOK_URL", "an address like https://"]),
        ({"WEBHOOK_URL": "https://bot.example.be/healthz"}, ["WEBHOOK_URL", "another path than /healthz"]),
        (
            {"WEBHOOK_URL": f"https://bot.example.be/{TOKEN.partition(':')[2]}", "TELEGRAM_TOKEN": TOKEN},
            ["WEBHOOK_URL", "without the bot's token"],
        ),
        ({"WEBHOOK_URL": "https://bot.example.be/"}, ["WEBHOOK_SECRET", "1 to 256 of the characters"]),
        ({"WEBHOOK_SECRET": "with a space"}, ["WEBHOOK_SECRET", "A-Z a-z 0-9 _ -"]),
        ({"WEBHOOK_SECRET": "x" * 257}, ["WEBHOOK_SECRET", "1 to 256"]),
        ({"WEBHOOK_LISTEN": "8080"}, ["WEBHOOK_LISTEN", "host:port, like 127.0.0.1:8080"]),
        ({"WEBHOOK_LISTEN": "127.0.0.1:70000"}, ["WEBHOOK_LISTEN", "host:port"]),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_expected(
    refused: Said, settings: dict[str, str], parts: list[str]
) -> None:
    said = refused("run", **settings)
    for part in (*parts, "is wrong: expected", "Set it in the environment or in .env."):
        assert part in said
    assert TOKEN not in said


def test_a_secret_that_is_wrong_is_not_shown(refused: Said) -> None:
    assert "hush" not in refused("run", WEBHOOK_URL="https://bot.example.be/", WEBHOOK_SECRET="hush hush")


@pytest.mark.parametrize("secret", ["x", "aZ09_-", "x" * 256])
def test_a_webhook_that_is_right_is_taken(monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.be:8443/telegram")
    monkeypatch.setenv("WEBHOOK_SECRET", secret)
    monkeypatch.setenv("WEBHOOK_LISTEN", "[::1]:9000")
    settings = read_settings()
    assert settings.listen == ("::1", 9000)
    assert settings.webhook_secret == secret
    assert f"'{secret}'" not in repr(settings)


async def test_a_webhook_that_telegram_refuses_or_a_port_that_is_taken_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stand_in = StandIn()
    await stand_in.start()
    settings = {
        "TELEGRAM_TOKEN": stand_in.token,
        "TELEGRAM_API_URL": stand_in.url,
        "KEY_FILE": str(tmp_path / "key"),
        "MUNICIPALITIES": "voorbeeldstad",
        "WEBHOOK_URL": "http://bot.example.be/telegram",
        "WEBHOOK_SECRET": "secret",
        "WEBHOOK_LISTEN": stand_in.url.removeprefix("http://"),
    }
    (tmp_path / "key").write_text(new_master_key())
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    async def said() -> str:
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(BOT), cwd=tmp_path, stdout=-1, stderr=asyncio.subprocess.PIPE
        )
        async with asyncio.timeout(60):
            _, errors = await process.communicate()
        assert process.returncode == 2
        return errors.decode().strip().splitlines()[-1]

    taken = await said()
    assert taken.startswith(f"WEBHOOK_LISTEN={settings['WEBHOOK_LISTEN']} cannot be used (")
    assert taken.endswith("Set it to a free port of this machine.")
    monkeypatch.setenv("WEBHOOK_LISTEN", "127.0.0.1:0")
    monkeypatch.setattr(stand_in.cloud, "set_webhook", _refuses)
    refusal = "bad webhook: Failed to resolve host: Name or service not known"
    assert (await said()).lower() == f"webhook_url is not accepted by telegram ({refusal}).".lower()
    await stand_in.stop()


def _refuses(_: object) -> None:
    raise ApiError(400, "Bad Request: bad webhook: Failed to resolve host: Name or service not known")


def test_the_file_env_is_read_and_what_is_empty_in_it_is_not_set(refused: Said, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("MUNICIPALITIES=atlantis\nTELEGRAM_TOKEN=\n")
    assert "MUNICIPALITIES names atlantis" in refused("run")


def test_a_data_folder_that_cannot_be_made_is_told(refused: Said, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = refused("serve", DATA_DIR=str(tmp_path / "file" / "data"))
    assert said.startswith(f"DATA_DIR={tmp_path / 'file' / 'data'} cannot be made")


def test_a_token_without_a_key_is_told_how_to_make_one_outside_the_data(refused: Said) -> None:
    said = refused("run", TELEGRAM_TOKEN=TOKEN, TELEGRAM_API_URL="http://127.0.0.1:9")
    place = "/etc/rights-bot/key"
    assert said == f"KEY_FILE is missing. Make one: python bot.py keys new {place}, then set KEY_FILE={place}."
    assert not Path("data/key").exists(), "a live bot makes no key by itself"


def test_a_key_in_the_data_folder_is_refused(refused: Said) -> None:
    Path("data/keys").mkdir(parents=True)
    Path("data/keys/mine").write_text(new_master_key())
    said = refused("serve", TELEGRAM_TOKEN=TOKEN, KEY_FILE="data/keys/mine")
    assert said == "KEY_FILE lies in DATA_DIR, where a copy of the data would hold its key. Move it out."


def test_a_key_behind_a_link_in_the_data_folder_is_refused_too(refused: Said, tmp_path: Path) -> None:
    Path("data").mkdir()
    Path("data/mine").write_text(new_master_key())
    (tmp_path / "key").symlink_to(tmp_path / "data" / "mine")
    assert "KEY_FILE lies in DATA_DIR" in refused("serve", TELEGRAM_TOKEN=TOKEN, KEY_FILE="key")


async def test_for_a_trial_the_key_may_lie_in_the_data_folder_with_a_warning(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Telegram (the stand-in) then refuses the token: that is told in one line as well."""
    stand_in = StandIn()
    await stand_in.start()
    monkeypatch.setenv("TELEGRAM_API_URL", stand_in.url)
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    assert await asyncio.to_thread(main, ["keys", "new", "data/key"]) == 0
    capsys.readouterr()
    code = await asyncio.to_thread(main, ["serve"])
    await stand_in.stop()
    warning, left, refusal = capsys.readouterr().err.strip().splitlines()[-3:]
    assert code == 2
    assert warning == "Warning: the key lies in DATA_DIR. That will do for a trial run only."
    assert left.startswith("Not served, families could not reach them: beerse, denderleeuw, ")
    assert "roeselare" not in left
    assert refusal == "TELEGRAM_TOKEN is not accepted by Telegram. Copy it again from @BotFather."


@pytest.mark.parametrize("content", ["", "too short", "x" * 44, "\x00\xff"])
def test_a_file_that_holds_no_key_is_told(refused: Said, content: str) -> None:
    Path("mine").write_text(content, encoding="latin-1")
    said = refused("serve", TELEGRAM_TOKEN=TOKEN, KEY_FILE="mine")
    assert said == "mine does not hold a key. Make one: python bot.py keys new mine"


def test_a_key_that_cannot_be_read_is_told(refused: Said) -> None:
    Path("folder").mkdir()
    assert refused("serve", TELEGRAM_TOKEN=TOKEN, KEY_FILE="folder").startswith("KEY_FILE=folder cannot be read")


def test_a_new_key_is_private_and_never_takes_the_place_of_another(refused: Said) -> None:
    assert main(["keys", "new", "safe/key"]) == 0
    made = Path("safe/key")
    assert made.stat().st_mode & 0o777 == 0o600
    assert len(read_master_key(made)) == 32
    before = made.read_bytes()
    assert (
        refused("keys", "new", "safe/key")
        == "safe/key is there already; a key is never overwritten. Choose another name."
    )
    assert made.read_bytes() == before
    assert "cannot be written" in refused("keys", "new", "safe/key/inside")


@pytest.mark.parametrize("role", ["coordinator", "volunteer"])
def test_an_invitation_needs_a_token(refused: Said, role: str) -> None:
    said = refused("invite", role, "--municipality", "ninove")
    assert said == f"TELEGRAM_TOKEN is not set. In the sandbox, add a {role}'s phone on the page instead."


def test_help_lists_every_command() -> None:
    shown = subprocess.run([sys.executable, BOT, "--help"], capture_output=True, text=True, check=True, timeout=60)
    for command in ("run", "serve", "invite", "keys", "translations"):
        assert f"\n    {command}" in shown.stdout

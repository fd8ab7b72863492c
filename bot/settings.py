"""The settings: `OTKLIK_…` from the environment or a `.env` file, read once in the entry point and passed down.

Invariant: secrets are `SecretStr` and each may stand in a file instead (`OTKLIK_TOKEN_FILE`); everything that is wrong
is told at once, each with its remedy (the sentences are `cli-setting-…` in the catalogues).
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from inbox.errors import Problem

PREFIX = "OTKLIK_"
TELEGRAM = "https://api.telegram.org"
LAST_PORT = 65535
POSTGRES = r"postgres(ql)?(\+\w+)?://([^@]*@)?(\[[^\]]*\]|[^:/?\[]*)(:(?P<port>\d+))?([/?].*)?"


class SettingsInvalid(Exception):
    """`problems` are the settings that are missing or wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


def _matching(pattern: str) -> AfterValidator:
    """As a whole; where it has a group `port`, that is one that there can be."""

    def check(value: Any) -> Any:
        found = re.fullmatch(pattern, value.get_secret_value() if isinstance(value, SecretStr) else value)
        if found is None or int(found.groupdict().get("port") or 0) > LAST_PORT:
            raise ValueError
        return value

    return AfterValidator(check)


class Settings(BaseSettings):
    """What every command needs; the descriptions are what the README's table says."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore")

    database: Annotated[SecretStr, _matching(rf"sqlite:///.+|{POSTGRES}")] = Field(
        SecretStr("sqlite:///otklik.db"),
        description="Where everything is kept: `sqlite:///path` or `postgresql://…`.",
    )
    language: Literal["ru", "en"] = Field("ru", description="The language of the program's own words in the shell.")
    data: Path = Field(Path("data"), description="The folder for exports and reports.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 # pydantic's signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        files = _Files(settings_cls, (env_settings, dotenv_settings))
        return init_settings, env_settings, files, dotenv_settings

    @classmethod
    def read(cls) -> Self:
        """Raises `SettingsInvalid` with all that is wrong."""
        try:
            return cls.model_validate({})
        except ValidationError as error:
            wrong = {str(found["loc"][0]): found["input"] for found in error.errors()}
            raise SettingsInvalid([_problem(name, wrong[name]) for name in cls.model_fields if name in wrong]) from None


class BotSettings(Settings):
    """What it takes to talk to Telegram."""

    token: Annotated[SecretStr, _matching(r"\d+:[\w-]{20,}")] = Field(description="The bot's token from @BotFather.")
    library: Literal["ptb", "aiogram"] = Field(
        "ptb", description="The library that talks to Telegram: python-telegram-bot or aiogram."
    )
    api_url: Annotated[str, _matching(r"https?://.+[^/]")] = Field(
        TELEGRAM, description="The base address of the Bot API, if a server of your own stands in for it."
    )
    webhook_url: Annotated[str, _matching(r"(https?://.+)?")] = Field(
        "", description="The public address of the webhook; without it the program polls."
    )
    webhook_listen: Annotated[str, _matching(r"[\w.\-]+:(?P<port>\d+)")] = Field(
        "127.0.0.1:8080", description="Where the webhook's server listens."
    )
    webhook_secret: Annotated[SecretStr, _matching(r"[A-Za-z0-9_-]{0,256}")] = Field(
        SecretStr(""),
        description="What Telegram shows at the webhook's door: 1-256 of `A-Z a-z 0-9 _ -`.",
        validate_default=True,
    )

    @field_validator("webhook_secret")
    @classmethod
    def _guards_the_webhook(cls, secret: SecretStr, info: ValidationInfo) -> SecretStr:
        if info.data.get("webhook_url") and not secret.get_secret_value():
            raise ValueError
        return secret


def _problem(name: str, given: Any) -> Problem:
    if isinstance(given, Path):
        return Problem("cli-setting-file", {"name": f"{PREFIX}{name}_file".upper(), "path": given})
    return Problem(f"cli-setting-{name}")


class _Files(PydanticBaseSettingsSource):
    """`OTKLIK_NAME_FILE` for each secret; a file that cannot be read gives its path, which is no secret."""

    def __init__(self, settings: type[BaseSettings], sources: tuple[PydanticBaseSettingsSource, ...]) -> None:
        super().__init__(settings)
        self._given: dict[str, str | None] = {}
        for source in sources:
            if isinstance(source, EnvSettingsSource):
                self._given = {**source.env_vars, **self._given}

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        path = self._given.get(f"{PREFIX}{field_name}_file".lower())
        if path is None or "SecretStr" not in repr(field.annotation):
            return None, field_name, False
        try:
            return Path(path).read_text("utf-8").strip(), field_name, False
        except (OSError, UnicodeDecodeError):
            return Path(path), field_name, False

    def __call__(self) -> dict[str, Any]:
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in found.items() if value is not None}

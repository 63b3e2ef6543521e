"""Every key a stack file may have, and the one place its values come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, model_validator
from pydantic.alias_generators import to_camel
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from components.component import Removal

from .alerts import AlertSettings
from .checks import listing
from .cost import ApprovalSettings, BudgetSettings, CostSettings
from .database import DatabaseSettings
from .document import read
from .eks import EksSettings
from .kinds import Account, Name, Region, TagValue, WebUrl
from .network import DomainSettings, ImageSettings, LatencySettings, LogSettings, NetworkSettings
from .profiles import Profile
from .secret import SecretSettings
from .section import present
from .service import ServiceSettings
from .working_hours import WorkingHoursSettings


class PulumiConfig(PydanticBaseSettingsSource):
    """The stack's configuration with the defaults of its profile."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Refuse: the configuration is read whole, so that keys without a field are found too."""
        raise NotImplementedError(field_name, field)

    def __call__(self) -> dict[str, Any]:
        """Return key -> value."""
        return read().with_defaults()


class Declaration(BaseSettings):
    """The keys of a stack file, typed."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
    )

    region: Region = Field(alias="aws:region", examples=["eu-west-1"])
    """AWS Region that everything is in."""

    allowed_account_ids: Annotated[tuple[Account, ...], listing(1, 1, "account")] = Field(
        alias="aws:allowedAccountIds", examples=[["123456789012"]]
    )
    """The one account that the stack may be deployed to; the AWS provider refuses any other."""

    organization: Name = Field(examples=["acme"])
    """Short name that starts every physical name."""

    owner: TagValue = Field(examples=["platform@acme.example"])
    """Team or address that answers for the environment; the `Owner` tag."""

    cost_center: TagValue = Field(examples=["1042"])
    """Where the bill goes; the `CostCenter` tag."""

    repository: WebUrl = Field(examples=["https://github.com/acme/platform"])
    """URL of the source; the `Repository` tag and the base of runbook links."""

    profile: Profile = Field(examples=["production"])
    """The table of defaults: `development`, `ephemeral` or `production`. Every other key may override it."""

    environment: Name = Field(examples=["dev"])
    """Name of the environment, in names and tags only. Default: the stack's name."""

    removal: Removal
    """What happens to data when the stack goes: `retain` protects it and takes final snapshots, `destroy` does
    neither. Default: by profile."""

    compute: Literal["fargate", "eks"] = "fargate"
    """What runs the services: `fargate`, or Kubernetes on `eks`. Default: fargate."""

    eks: EksSettings | None = None
    """The cluster where `compute` is `eks`; nothing is made of it otherwise. Default: none."""

    network: NetworkSettings = Field(examples=[{"cidr": "10.40.0.0/16", "zones": ["a", "b"]}])
    """The VPC."""

    domain: DomainSettings | None = None
    """The public name of the services. Default: none, and no TLS."""

    database: DatabaseSettings | None = None
    """The relational database. Default: none."""

    secrets: Mapping[Name, SecretSettings] = {}
    """Name -> secret that services may be given. Default: none."""

    secret_values: Mapping[Name, SecretStr] = {}
    """Name -> encrypted value of a supplied secret, or an alert endpoint's URL. Default: none."""

    services: Mapping[Name, ServiceSettings] = {}
    """Name -> service. Default: none."""

    working_hours: WorkingHoursSettings | None = None
    """When services and the database are on; not for the profile `production`. Default: always, but for a service's own
    `scale.schedules`."""

    logs: LogSettings
    """How long logs are kept. Default: by profile."""

    latency: LatencySettings = LatencySettings()
    """How long answers may take. Default: see each key."""

    alerts: AlertSettings = AlertSettings()
    """Severity -> who hears of it. Default: nobody does."""

    images: ImageSettings
    """How long container images are kept. Default: by profile."""

    budget: BudgetSettings | None = None
    """What the stack may cost in a month, and who is told. Default: nothing watches it."""

    approval: ApprovalSettings = ApprovalSettings()
    """Which changes of the cost somebody must approve, for `stackwright cost`. Default: see its key."""

    cost: CostSettings | None = None
    """The currency that `stackwright cost` tells estimates in. Default: US dollars."""

    policy_packs: tuple[str, ...] = ("policy",)
    """Folders of the policy packs that `stackwright preview` judges the stack with; nothing is built of it. Default:
    `policy`."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return the one source: an exported variable must not change what is built.

        Arguments, where there are any, are the whole document and nothing is read.
        """
        del env_settings, dotenv_settings, file_secret_settings
        return (init_settings,) if init_settings() else (PulumiConfig(settings_cls),)

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, data: Any) -> Any:
        return present(data)

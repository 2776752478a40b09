"""docker-compose.yml and the Dockerfile say what production needs; there is no engine to ask here."""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load(TEXT)
OURS = ("migrate", "web", "worker", "beat")


def faults(compose: dict[str, Any]) -> list[str]:
    """What `docker compose config` would refuse and the specification's schema does not see."""
    found = []
    for name, service in compose["services"].items():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            if not source.startswith((".", "/")) and source not in compose["volumes"]:
                found.append(f"{name}: undefined volume {source}")
        found += [
            f"{name}: undefined network {network}"
            for network in service.get("networks", [])
            if network not in compose["networks"]
        ]
        for other, how in service.get("depends_on", {}).items():
            if other not in compose["services"]:
                found.append(f"{name}: depends on undefined {other}")
            elif how["condition"] == "service_healthy" and "healthcheck" not in compose["services"][other]:
                found.append(f"{name}: waits for {other}, which has no health check")
    return found


def written_out(compose: dict[str, Any]) -> str:
    """The file without merge keys and variables, which the reader does not know."""
    return re.sub(r"\$\{\w+:(?:-([^}]*)|\?[^}]*)\}", r"\1", yaml.safe_dump(compose, width=10_000))


def test_the_file_follows_the_compose_specification():
    read = PyCompose.from_yaml(written_out(COMPOSE))

    assert set(read.service_names()) == set(COMPOSE["services"])


def test_a_word_the_specification_does_not_know_is_refused():
    broken = deepcopy(COMPOSE)
    broken["services"]["web"]["restrat"] = "always"

    with pytest.raises(ValueError, match="restrat"):
        PyCompose.from_yaml(written_out(broken))


def test_everything_that_is_referred_to_is_defined():
    assert faults(COMPOSE) == []


@pytest.mark.parametrize(
    ("section", "name", "fault"),
    [
        ("volumes", "queue", "redis: undefined volume queue"),
        ("networks", "outside", "web: undefined network outside"),
        ("services", "migrate", "web: depends on undefined migrate"),
    ],
)
def test_what_is_not_defined_is_noticed(section: str, name: str, fault: str):
    broken = deepcopy(COMPOSE)
    del broken[section][name]

    assert fault in faults(broken)


def test_the_set_is_complete():
    assert set(COMPOSE["services"]) == {"db", "redis", *OURS}


@pytest.mark.parametrize("variable", ["SECRET_KEY", "DATABASE_PASSWORD", "ALLOWED_HOSTS"])
def test_a_secret_has_no_default(variable: str):
    uses = re.findall(r"\$\{" + variable + r"([^}]*)\}", TEXT)

    assert uses
    assert all(use.startswith(":?") for use in uses)


def test_no_secret_is_written_down():
    values = [
        str(value)
        for service in COMPOSE["services"].values()
        for value in service.get("environment", {}).values()
    ]

    assert [value for value in values if re.search(r"://[^@/]*:[^@/]*@", value)] == []


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_a_service_may_do_no_more_than_it_must(name: str):
    service = COMPOSE["services"][name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["init"] is True
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_a_service_starts_after_the_migration(name: str):
    needs = COMPOSE["services"][name]["depends_on"]

    assert needs["migrate"]["condition"] == "service_completed_successfully"
    assert needs["db"]["condition"] == needs["redis"]["condition"] == "service_healthy"
    assert "stop_grace_period" in COMPOSE["services"][name]


def test_redis_keeps_what_it_acknowledged():
    command = COMPOSE["services"]["redis"]["command"]

    assert command[command.index("--appendonly") + 1] == "yes"
    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"


def test_only_the_web_is_reachable_and_only_from_the_machine_itself():
    ports = {name: service["ports"] for name, service in COMPOSE["services"].items() if "ports" in service}

    assert list(ports) == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in ports["web"])


def test_the_image_copies_only_what_the_context_sends():
    allowed = set(re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    copied = re.findall(r"^COPY (?!--from)(\S+) ", (ROOT / "Dockerfile").read_text(), re.MULTILINE)

    assert set(copied) == allowed
    assert all((ROOT / path).exists() for path in copied)


def test_the_image_does_not_run_as_root():
    users = re.findall(r"^USER (\S+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)

    assert users == ["workbench"]

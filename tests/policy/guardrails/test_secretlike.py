"""A literal..."""

from __future__ import annotations

import random
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.guardrails import tables
from policy.guardrails.secretlike import looks_secret, names_secret, secret_kind, secrets_in, why_secret

# Put together here so that no scanner takes this file for a leak.
TOKENS = {
    "an AWS access key id": "ASIA" + "IOSFODNN7EXAMPLE",
    "a private key": "-----BEGIN RSA PRIVATE " + "KEY-----\nMIIE",
    "a GitHub token": "ghp_" + "a1B2c3D4e" * 4,
    "a GitLab token": "glpat-" + "a1B2c3D4e5" * 2,
    "a Slack token": "xoxb-" + "123456789012-abcdef",
    "a Slack webhook address": "https://hooks.slack.com/" + "services/T000/B000/XXXX",
    "a Discord webhook address": "https://discord.com/" + "api/webhooks/123456789012345678/a1B2c3D4e5",
    "a Teams webhook address": "https://shop.webhook.office.com/" + "webhookb2/a1b2c3d4@e5f6/IncomingWebhook/a1b2",
    "a Stripe key": "sk_" + "live_" + "4eC39HqLyjWDarjt",
    "a webhook signing secret": "whsec_" + "a1B2c3D4" * 3,
    "a JSON web token": "eyJhbGciOiJI" + ".eyJzdWIiOiIx" + ".SflKxwRJSMeKKF2Q",
    "a Google API key": "AIza" + "a1B2c3D" * 5,
    "a Google client secret": "GOCSPX-" + "a1B2c3D" * 4,
    "an Anthropic API key": "sk-ant-" + "api03-" + "a1B2c3D4e5" * 2,
    "an OpenAI API key": "sk-proj-" + "a1B2c3D4e5" * 2 + "T3Blbk" + "FJ" + "a1B2c3D4e5" * 2,
    "an npm token": "npm_" + "a1B2c3D4e" * 4,
    "a PyPI token": "pypi-" + "AgEIcHlwaS5vcmc" + "a1B2c3D4e5" * 5,
    "a SendGrid API key": "SG." + "a1B2c3D4e5f" * 2 + "." + "a1B2c3D4e5f6g7h8i9j0k" * 2 + "a",
    "a Vault token": "hvs." + "a1B2c3D4" * 3,
    "a Docker Hub token": "dckr_" + "pat_" + "a1B2c3D4e5" * 2,
    "a DigitalOcean token": "dop_v1_" + "0123456789abcdef" * 4,
    "a Databricks token": "dapi" + "0123456789abcdef" * 2,
    "a Grafana token": "glsa_" + "a1B2c3D4" * 4,
    "a New Relic key": "NRAK-" + "A1B2C3D4E" * 3,
    "a Shopify token": "shpat_" + "0123456789abcdef" * 2,
    "a Pulumi access token": "pul-" + "0123456789" * 4,
    "an age private key": "AGE-SECRET-" + "KEY-1" + "A1" * 29,
    "an address with a password in it": "postgres://app:" + "hunter2@db.internal:5432/orders",
    "a connection text with a password in it": "Server=db;User Id=app;" + "Password=hunter2;",
}

SECRETS = [
    ("KEY_ID", "AKIA" + "IOSFODNN7EXAMPLE"),
    ("X", "github_pat_" + "a1B2c3D4e5f" * 2),
    ("X", "xapp-" + "1-A0B1C2-12345-a1b2c3d4e5"),
    ("DB_PASSWORD", "hunter2"),
    ("DB_PASSWORD", "changeme"),
    ("dbPassword", "12345678"),
    ("spring.datasource.password", "x1y2z3"),
    ("PGPASSWORD", "s3cr3t"),
    ("MYSQL_PWD", "s3cr3t"),
    ("REDIS_PASS", "s3cr3t"),
    ("API_KEY", "9f8e7d6c5b4a"),
    ("apiKey", "9f8e7d6c5b4a"),
    ("STRIPE_API_KEY_PROD", "9f8e7d6c5b4a"),
    ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
    ("SECRET_KEY_BASE", "0a9b8c7d6e5f"),
    ("JWT_SECRET", "supersecret"),
    ("SESSION_SECRET", "keyboardcat"),
    ("CLIENT_SECRET", "Q8~kX2"),
    ("VAULT_TOKEN", "s.9aGh3KdLmQ"),
    ("DISCORD_TOKEN", "MTk4NjIyNDgzNDcxOTI1MjQ4"),
    ("PASSWORD_1", "hunter2"),
    ("PAPERLESS_DBPASS", "hunter2"),
    ("ADMIN_PW", "hunter2"),
    ("AIRFLOW__CORE__FERNET_KEY", "81HqDtbqAywKSOumSha3BhWNOdQ26slT6K0YaZeZyPs="),
    ("RABBITMQ_ERLANG_COOKIE", "XKQZTRLWMNOPYEVHJUAS"),
    ("ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY", "x9Kq2ZpL4vT8aB3c"),
    ("WORDPRESS_AUTH_SALT", "x9Kq2ZpL4vT8aB3c"),
    ("SUPABASE_SERVICE_ROLE_KEY", "x9Kq2ZpL4vT8aB3c"),
    ("APP_KEY", "base64:x9Kq2ZpL4vT8aB3cx9Kq2ZpL4vT8aB3cx9Kq2ZpL4v8="),
    ("GITHUB_PAT", "x9Kq2ZpL4vT8aB3c"),
    ("GITHUB_WEBHOOK_SECRET", "x9Kq2ZpL4vT8aB3c"),
    ("GF_SECURITY_ADMIN_PASSWORD", "admin"),
    ("CELERY_BROKER_URL", "amqp://guest:" + "guest@rabbit:5672//"),
    ("REDIS_URL", "redis://:" + "pw99@cache:6379/0"),
    ("DATABASE_URL", "mysql://root:" + "p4ss@$(DB_HOST)/orders"),
    ("DSN", "host=db user=app " + "password=hunter2 dbname=orders"),
]

NO_SECRETS = [
    ("DB_SECRET_ARN", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders-Ab12Cd"),
    ("DB_PASSWORD", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders-Ab12Cd"),
    ("DB_PASSWORD", "{{resolve:secretsmanager:orders:SecretString:password}}"),
    ("DB_PASSWORD", "$(PASSWORD)"),
    ("DB_PASSWORD", "${PASSWORD}"),
    ("DB_PASSWORD", "vault:secret/data/orders#password"),
    ("DB_PASSWORD", "ENC[AES256_GCM,data:Zm9v]"),
    ("DB_PASSWORD", "/orders/prod/db-password"),
    ("DB_PASSWORD", "<set by the operator>"),
    ("DB_PASSWORD", ""),
    ("DB_PASSWORD_FILE", "/run/secrets/db"),
    ("DB_PASSWORD_PATH", "orders/db"),
    ("DB_SECRET_NAME", "orders-db"),
    ("DB_SECRET", "orders/prod/db"),
    ("TLS_SECRET", "orders-tls"),
    ("CERT_SECRET", "wildcard-tls2026"),
    ("ADMISSION_WEBHOOK_SECRET", "orders-webhook-tls"),
    ("VAULT_AUTH", "kubernetes"),
    ("CREDENTIALS", "include"),
    ("MYSQL_ALLOW_EMPTY_PASSWORD", "1"),
    ("PRIMARY_KEY", "customerId"),
    ("DB_PASSWORD", "$__file{/etc/secrets/db}"),
    ("DB_PASSWORD", "{cipher}AQB1c2"),
    ("DB_PASSWORD", "%(ENV_DB_PASSWORD)s"),
    ("DB_PASSWORD", "@Microsoft.KeyVault(SecretUri=https://orders.vault.azure.net/secrets/db)"),
    ("DB_PASSWORD", "gcp:///projects/orders/secrets/db"),
    ("IMAGE_PULL_SECRET", "registry99x"),
    ("TOKEN_URL", "https://login.example.com/oauth2/token"),
    ("AUTH_TOKEN", "https://login.example.com/oauth2/token"),
    ("PASSWORD_MIN_LENGTH", "12"),
    ("PASSWORD_POLICY", "strong99"),
    ("REQUIRE_PASSWORD", "true"),
    ("BASIC_AUTH", "k3yb0ard"),
    ("DB_AUTH", "iam"),
    ("AUTH_TOKEN", "disabled"),
    ("TOKEN", "86400"),
    ("MAX_TOKENS", "4096"),
    ("MAX_TOKEN", "t4096x"),
    ("TOKENIZER", "cl100k_base"),
    ("SECRETARY", "alice99x"),
    ("AUTHOR", "carl99xyz"),
    ("BYPASS", "k3yb0ard"),
    ("COMPASS", "n0rthw3st"),
    ("PWD", "k3yb0ard"),
    ("SORT_KEY", "pk9x8y7"),
    ("S3_KEY", "uploads/2026/report.csv"),
    ("AWS_ACCESS_KEY_ID_NAME", "k3yb0ard"),
    ("ENCRYPTION_KEY", "alias/orders"),
    ("JWT_PUBLIC_KEY", "-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----"),
    ("STRIPE_PUBLISHABLE_KEY", "pk_live_" + "4eC39HqLyjWDarjt"),
    ("GOOGLE_APPLICATION_CREDENTIALS", "/var/run/google/key.json"),
    ("AWS_WEB_IDENTITY_TOKEN_FILE", "/var/run/secrets/token"),
    ("DATABASE_URL", "postgres://app:$(DB_PASSWORD)@db:5432/orders"),
    ("DATABASE_URL", "postgres://app:${DB_PASSWORD}@db:5432/orders"),
    ("DATABASE_URL", "postgres://app@db:5432/orders"),
    ("REPOSITORY", "https://github.com/acme/app@v1"),
    ("LINK", "http://host:8080/users/a@b"),
    ("JDBC", "jdbc:postgresql://db:5432/orders?user=app&sslmode=require"),
    ("IMAGE", "docker.io/acme/app@sha256:0123456789abcdef"),
    ("COMMIT", "0123456789abcdef0123456789abcdef01234567"),
    ("LOG_LEVEL", "info"),
    ("", "hello"),
]


@pytest.mark.parametrize(("kind", "value"), TOKENS.items(), ids=list(TOKENS))
def test_with_the_shape_of_a_secret_is_one_under_any_name(kind, value):
    assert secret_kind(value) == kind
    assert why_secret("NOTE", value) == f"it holds {kind}"
    assert secret_kind(f"key {value} end").startswith(("a ", "an "))


def test_of_every_listed_shape_is_told():
    rows = tables.rows("secret_patterns")
    assert {row["says"] for row in rows if row["kind"] == "value"} == set(TOKENS)
    assert [row for row in rows if row["kind"] == "value" and not row["hint"]] == []
    assert [row for row in rows if not row["source"].startswith("https://") or row["as_of"] != "2026-11-21"] == []


@pytest.mark.parametrize(("name", "value"), SECRETS)
def test_that_is_a_secret_is_told(name, value):
    assert looks_secret(name, value)


@pytest.mark.parametrize(("name", "value"), NO_SECRETS)
def test_that_only_talks_about_secrets_is_left_alone(name, value):
    assert why_secret(name, value) == ""


def test_is_called_a_secret_without_being_shown():
    assert why_secret("DB_PASSWORD", "hunter2") == "its name is that of a secret"


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("DB_PASSWORD", True), ("clientSecret", True), ("DB_PASSWORD_FILE", False), ("TOKEN_URL", False), ("42", False)],
)
def test_is_judged_by_what_it_is_called(name, is_one):
    assert names_secret(name) is is_one


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("port=8080\nspring.password=hunter2\n", ["spring.password"]),
        ("db:\n  password: 'hunter2'  \n  host: db\n", ["password"]),
        ('{"db": [{"apiKey": "9f8e7d6c5b4a"}], "port": 1}', ["apiKey"]),
        ('{"broken": true,\n"apiKey": "9f8e7d6c5b4a",\n', ["apiKey"]),
        ("export TOKEN=$(cat /run/token)\npassword: ${DB_PASSWORD}\npassword_file = /run/db\n", []),
        ("id = " + TOKENS["an AWS access key id"], ["an AWS access key id"]),
        ("# password rules: see the handbook\nplain words\n", []),
    ],
)  # fmt: skip
def test_is_found_in_a_configuration_file(text, reasons):
    assert list(secrets_in(text)) == reasons


@given(st.text(max_size=60), st.text(max_size=200))
def test_may_be_any_text(name, value):
    assert looks_secret(name, value) is bool(why_secret(name, value))
    assert (
        len(value) < 4 or value in name or value not in why_secret(name, value) or value in " is the name of a secret"
    )
    secrets_in(value)


@given(
    st.sampled_from([name for name, _ in SECRETS]), st.sampled_from(["ARN", "FILE", "PATH", "URL", "NAME", "LENGTH"])
)
def test_named_after_something_about_a_secret_is_none(name, about):
    assert not names_secret(f"{name}_{about}")


@given(st.sampled_from(["password", "api_key", "client_secret", "token"]), st.integers(0, 2**32))
def test_that_is_random_and_called_a_secret_is_one_in_every_spelling(name, seed):
    letters = random.Random(seed).choices(string.ascii_letters + string.digits, k=24)
    value = "".join(letters) + "9"
    camel = re.sub(r"_(\w)", lambda match: match[1].upper(), name)
    assert all(looks_secret(f"{before}{word}", value) for word in (name, name.upper()) for before in ("", "x_"))
    assert looks_secret(camel, value)


@given(st.lists(st.sampled_from(["orders", "payments", "db", "prod", "credentials", "main"]), min_size=2, max_size=4))
def test_that_is_the_name_of_a_kept_secret_is_none(words):
    assert not looks_secret("DB_SECRET", "-".join(words))
    assert not looks_secret("DB_SECRET", "/".join(words))

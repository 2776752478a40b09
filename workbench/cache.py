"""The cache in production: Redis, and when Redis is away an empty cache instead of an error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError


class ForgivingRedis(RedisCache):
    """Only log-in attempts are counted here; people must be able to log in while Redis restarts."""

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return _or(default, lambda: super(ForgivingRedis, self).get(key, default, version))

    def set(self, key: str, value: Any, *args: Any, **kwargs: Any) -> None:
        _or(None, lambda: super(ForgivingRedis, self).set(key, value, *args, **kwargs))

    def add(self, key: str, value: Any, *args: Any, **kwargs: Any) -> bool:
        return _or(True, lambda: super(ForgivingRedis, self).add(key, value, *args, **kwargs))

    def delete(self, key: str, version: int | None = None) -> bool:
        return _or(False, lambda: super(ForgivingRedis, self).delete(key, version))


def _or(fallback: Any, call: Callable[[], Any]) -> Any:
    try:
        return call()
    except RedisError:
        return fallback

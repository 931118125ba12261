"""Static files under fingerprinted names, compressed, cached for ever."""

from typing import Any

from django.contrib.staticfiles.storage import ManifestFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage


# Django's own patterns for modules also match text inside vendored libraries: ours only.
_IMPORTS = (
    r"""(?P<matched>import(?s:(?P<import>[\s\{].*?))\s*from\s*['"](?P<url>[./].*?)["']\s*;)""",
    """import%(import)s from "%(url)s";""",
)


def _without_source_maps() -> tuple[Any, ...]:
    """Django's patterns for stylesheets; source maps are not served, so not looked for."""
    of_stylesheets = dict(ManifestFilesMixin.patterns)["*.css"]
    return tuple(p for p in of_stylesheets if "sourceMappingURL" not in str(p))


class FingerprintedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also fingerprints what our own modules import, so that no browser mixes two releases."""

    patterns = (("*.css", _without_source_maps()), ("js/*.js", (_IMPORTS,)))

"""The entry point for a web server, which an installation not fit to work refuses."""

import os

from django.core.wsgi import get_wsgi_application


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yushui.settings")
application = get_wsgi_application()

# Only now, when the models can be imported.
from yushui.web.startup import let_go_of_databases, refuse_unsound  # noqa: E402


refuse_unsound()
let_go_of_databases()

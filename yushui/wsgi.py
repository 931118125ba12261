"""The entry point for a web server, which an installation not fit to work refuses."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yushui.settings")
application = get_wsgi_application()

from yushui.web.startup import refuse_unsound  # noqa: E402  (models can be imported only now)


refuse_unsound()
connections.close_all()  # a server that forks must not share them

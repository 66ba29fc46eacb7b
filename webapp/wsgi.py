"""The application for a web server of one's own: `gunicorn webapp.wsgi:app`, with its settings in the environment.

It serves pages only: `childpath work` has to run beside it, or no date passes by itself.
"""

import sys

from engine import ChildpathError, Settings, build_engine
from webapp import create_app

try:
    settings = Settings.from_environ(serving=True)
    app = create_app(build_engine(settings), settings)
except ChildpathError as error:
    sys.exit(str(error))

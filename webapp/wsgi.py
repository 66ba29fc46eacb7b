"""The application for a web server: `gunicorn webapp.wsgi:app`, with its settings in the environment."""

from engine import Settings, build_engine
from webapp import create_app

settings = Settings.from_environ()
app = create_app(build_engine(settings), settings)

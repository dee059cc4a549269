"""The site. Start it with: python app.py"""

from aedemo.ui.site import build, launch

if __name__ == "__main__":
    launch(build())

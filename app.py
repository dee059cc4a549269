"""The site. Start it with: python app.py"""

from aedemo.console import speak_anywhere
from aedemo.ui.process import lost_files_are_named, prepare

if __name__ == "__main__":
    speak_anywhere()
    prepare()
    with lost_files_are_named():
        from aedemo.ui.site import build, launch

        demo = build()  # the name by which a Space finds what to reload
    launch(demo)

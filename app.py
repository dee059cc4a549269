"""The site. Start it with: python app.py"""

from aedemo.ui.process import leave_nothing_behind

if __name__ == "__main__":
    leave_nothing_behind()
    from aedemo.ui.site import build, launch

    demo = build()  # the name by which a Space finds what to reload
    launch(demo)

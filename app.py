"""The site. Start it with: python app.py"""

from aedemo.ui.process import prepare

if __name__ == "__main__":
    prepare()
    from aedemo.ui.site import build, launch

    demo = build()  # the name by which a Space finds what to reload
    launch(demo)

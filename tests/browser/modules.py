"""The modules of the page, for tests that call them."""

import json
from typing import Any

import numpy as np

# The folder web/ of the page, which each of our pages names where it says what to load.
WEB = """const web = [...document.querySelectorAll("link[rel=modulepreload], script[type=module]")]
  .map(({ href, src }) => /^.*\\/web\\//.exec(href ?? src)?.[0]).find(Boolean);"""

CALL = """async ([paths, values]) => {
  %s
  const load = async ([name, path]) => [name, await import(web + path)];
  const modules = Object.fromEntries(await Promise.all(Object.entries(paths).map(load)));
  const result = await (%s)(modules, ...values);
  return ArrayBuffer.isView(result) ? result : JSON.stringify(result);
}"""


def call(page, script: str, *values, **paths: str) -> Any:
    """What ``script``, a function in JavaScript of modules and of ``values``, gives in the page:
    ``call(page, "({ engine }, name) => …", "vae", engine="engine/network.js")``. Typed arrays come
    back as arrays, and faster than others."""
    result = page.evaluate(CALL % (WEB, script), [paths, values])
    if isinstance(result, str):
        return json.loads(result)
    return None if result is None else np.array(result)


def address(page, path: str) -> str:
    """Where a module of the page lies."""
    return page.evaluate(f"(path) => {{ {WEB} return web + path; }}", path)

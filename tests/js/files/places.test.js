import assert from "node:assert/strict";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";

const WEB = new URL("../../../aedemo/web/", import.meta.url);

/** The module as if it lay in the folder `release` of a server. */
async function placesIn(release, context) {
  const root = await mkdtemp(join(tmpdir(), "aedemo-"));
  context.after(() => rm(root, { recursive: true }));
  const file = join(root, release, "web/files/places.mjs");
  await cp(new URL("files/places.js", WEB), file);
  const places = await import(pathToFileURL(file));
  return { ...places, address: (path) => pathToFileURL(join(root, path)).href };
}

test("weights and data lie beside the modules", async (context) => {
  const places = await placesIn("gradio_api/aedemo/0123456789ab", context);
  const under = (path) => places.address(`gradio_api/aedemo/0123456789ab/${path}`);
  assert.equal(places.weightsFile("vae-2d", "config.json").href, under("weights/vae-2d/config.json"));
  assert.equal(places.usesFile("search.json").href, under("weights/uses/search.json"));
  assert.equal(places.dataFile("gallery.json").href, under("data/gallery.json"));
});

test("the address for other pages has no fingerprint, so that it stays", async (context) => {
  const served = await placesIn("gradio_api/aedemo/0123456789ab", context);
  assert.equal(served.MODULES, served.address("gradio_api/aedemo/current/web/main.js"));
  const plain = await placesIn("aedemo", context);
  assert.equal(plain.MODULES, plain.address("aedemo/web/main.js"));
});

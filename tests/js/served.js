// Importing this lets the page's modules fetch the files of the repository, as a server would give
// them: aedemo/, with weights/ beside web/.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

globalThis.fetch = async (address) => {
  const path = fileURLToPath(address).replace("/aedemo/weights/", "/weights/");
  return readFile(path).then(
    (content) => new Response(content),
    () => new Response(null, { status: 404 }),
  );
};

// Whose bytes are dear is asked before much is loaded.

import assert from "node:assert/strict";
import { test } from "node:test";

import { dear } from "../../../aedemo/web/elements/dear.js";

test("bytes are dear to who saves data, and on a line slower than 3G", () => {
  const connected = (connection) =>
    Object.defineProperty(navigator, "connection", { value: connection, configurable: true });
  const said = [undefined, { effectiveType: "4g" }, { saveData: true }, { effectiveType: "slow-2g" }];
  assert.deepEqual(
    said.map((connection) => {
      connected(connection);
      return dear();
    }),
    [false, false, true, true],
  );
});

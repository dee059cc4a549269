// A training as a Jupyter notebook: the parts of the script as cells, and its curve drawn at the end.

import { joined, parts } from "./script.js";

/** @import { Description } from "../../engine/learning/plan.js" */

// In a notebook nobody gives words on a command line.
const WORDS = /^parser = [^]*?^options = .*$/m;
const OPTIONS = 'options = argparse.Namespace(data="data", steps=None)  # where MNIST lies, or goes';
const STOPPED = /^( *)raise SystemExit(\(.*\))$/m;
const PRINTED = /^( *)print\(step \+ 1, .*$/m;
const CURVE = `import matplotlib.pyplot as plt

plt.semilogy(curve)
plt.xlabel("step")
plt.ylabel("error of the reconstruction")
plt.show()`;

/** @param {string} text */
const lines = (text) => text.trim().split(/(?<=\n)/);

/** @type {(id: string, text: string) => object} */
const markdown = (id, text) => ({ cell_type: "markdown", id, metadata: {}, source: lines(text) });

/** @type {(id: string, text: string) => object} */
const code = (id, text) => ({
  cell_type: "code",
  id,
  metadata: {},
  execution_count: null,
  outputs: [],
  source: lines(text),
});

/**
 * The notebook as a text, of the format 4.5 (nbformat).
 * @param {Description} description
 */
export function notebook(description) {
  const cells = [
    markdown("title", "# An autoencoder of handwritten digits, as it was trained in the lab of aedemo"),
  ];
  parts(description).forEach(({ about, lines: written }, at) => {
    const text = joined(written)
      .replace(WORDS, OPTIONS)
      .replace(/^for step in /m, "curve = []\n$&")
      .replace(STOPPED, "$1print$2\n$1break") // the curve is drawn all the same
      .replace(PRINTED, '$&\n$1curve.append(told["reconstruction"].item())');
    cells.push(markdown(`about-${at}`, `## ${about}`), code(`part-${at}`, text));
  });
  cells.push(code("curve", CURVE));
  const metadata = {
    kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
    language_info: { name: "python" },
  };
  return JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1);
}

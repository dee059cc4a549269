// A training as a script that needs nothing of this site: PyTorch, torchvision and what stands in it. It
// prints the curve of the page.

import texts from "../../../facts/texts/lab.json" with { type: "json" };
import { NAMES } from "../../engine/learning/random.js";
import { told } from "./description.js";
import { classes, network } from "./layers.js";
import { NOISE, NORMAL, RANDOM, SHUFFLED } from "./python.js";

/** @import { Description } from "../../engine/learning/plan.js" */

/** @type {Record<string, string>} */
const LOSSES = {
  mse: "F.mse_loss(y, x)",
  "cross-entropy": "F.binary_cross_entropy(y, x)",
  l1: "F.l1_loss(y, x)",
};

/**
 * How weights begin: their size, and that of biases if they do not begin at 0.
 * @type {Record<string, { weight: string, bias?: string }>}
 */
const INITIAL = {
  default: { weight: "fan_in**-0.5", bias: "fan_in**-0.5" },
  xavier: { weight: "(6 / (fan_in + fan_out)) ** 0.5" },
  he: { weight: "(2 / fan_in) ** 0.5" },
};

/** @param {Description} description */
function initial({ initialisation, gain, tied, network: kind, variational }) {
  const { weight, bias } = INITIAL[initialisation];
  const drawn = initialisation === "he" ? "normal(tensor.numel())" : "uniform(tensor.numel()) * 2 - 1";
  const layers = variational ? "[*trunk, mean, log_variance, *decoder]" : "[*encoder, *decoder]";
  const shares = tied && kind === "dense";
  /** @type {(size: string | undefined) => string} */
  const shift = (size) => (size ? `fill(layer.bias, ${size})` : "layer.bias.zero_()");
  return [
    "",
    "def fill(tensor, size):",
    `    drawn = streams["init"].${drawn}`,
    "    tensor.copy_(torch.from_numpy(drawn * size).view_as(tensor))",
    "",
    "with torch.no_grad():",
    `    for layer in ${layers}:`,
    ...(shares
      ? [
          "        if isinstance(layer, Tied):",
          `            ${shift(bias && "layer.other[0].out_features**-0.5")}`,
        ]
      : []),
    "        if isinstance(layer, (nn.Linear, nn.Conv2d, nn.ConvTranspose2d)):",
    "            fan_in, fan_out = nn.init._calculate_fan_in_and_fan_out(layer.weight)",
    `            fill(layer.weight, ${gain === 1 ? "" : `${gain} * `}${weight})`,
    `            ${shift(bias)}`,
    "",
  ];
}

/**
 * The error of a reconstruction. PyTorch refuses to compute the cross-entropy of what is no number.
 * @param {Description} description
 */
const error = ({ loss: kind, output }) => [
  "def error(y, x):",
  ...(kind === "cross-entropy" && output !== "sigmoid"
    ? ["    y = y.clamp(1e-7, 1 - 1e-7)  # cross-entropy is of shares"]
    : []),
  `    return ${LOSSES[kind]}${kind === "cross-entropy" ? " if y.isfinite().all() else y.mean()" : ""}`,
  "",
];

/** @param {Description} description */
function loss(description) {
  const { variational, noise, sparsity } = description;
  const lines = [
    ...error(description),
    "def terms(x, seen):",
    `    """The parts of the loss by name, before their weights; ${noise === "none" ? "seen is x" : "seen is x with its noise"}."""`,
  ];
  if (variational)
    lines.push(
      "    features = trunk(seen)",
      "    mu, log_var = mean(features), log_variance(features)",
      '    noise = torch.from_numpy(streams["posterior"].normal(mu.numel())).float().view_as(mu)',
      "    y = decoder(mu + torch.exp(log_var / 2) * noise)",
    );
  else lines.push("    code = encoder(seen)", "    y = decoder(code)");
  lines.push('    told = {"reconstruction": error(y, x)}');
  if (variational)
    lines.push(
      "    kl = (mu**2 + log_var.exp() - log_var - 1).sum(1).mean() / 2",
      '    told["kl"] = kl / 784',
    );
  if (sparsity === "l1") lines.push('    told["sparsity"] = code.abs().sum(1).mean()');
  if (sparsity === "kl")
    lines.push(
      "    rho, mean_code = ACTIVITY, code.mean(0).clamp(1e-6, 1 - 1e-6)",
      "    off = (1 - rho) * torch.log((1 - rho) / (1 - mean_code))",
      '    told["sparsity"] = (rho * torch.log(rho / mean_code) + off).sum()',
    );
  if (description.contraction > 0) lines.push(...contraction(description));
  if (description.l1_weights > 0 || description.l2_weights > 0)
    lines.push("    weights = [each for each in network.parameters() if each.dim() > 1]  # no biases");
  if (description.l1_weights > 0) lines.push('    told["l1_weights"] = sum(w.abs().sum() for w in weights)');
  if (description.l2_weights > 0) lines.push('    told["l2_weights"] = sum((w**2).sum() for w in weights)');
  return [...lines, "    return told", ""];
}

/** @type {Record<string, string>} */
const SLOPES = {
  none: "torch.ones_like(code)",
  relu: "(code > 0).float()",
  leaky_relu: "torch.where(code > 0, 1.0, 0.01)",
  sigmoid: "code * (1 - code)",
  tanh: "1 - code**2",
};

/** @param {Description} description */
const contraction = ({ code_activation: bend }) => [
  `    slope = ${SLOPES[bend]}  # f' of the code`,
  '    told["contraction"] = (slope**2 @ (encoder[1].weight ** 2).sum(1)).mean()',
];

/** @type {Record<string, (description: Description) => string>} */
const OPTIMISERS = {
  sgd: () => "torch.optim.SGD(network.parameters(), RATE)",
  momentum: ({ momentum }) => `torch.optim.SGD(network.parameters(), RATE, momentum=${momentum})`,
  rmsprop: () => "torch.optim.RMSprop(network.parameters(), RATE)",
  adam: () => "torch.optim.Adam(network.parameters(), RATE)",
  adamw: ({ weight_decay: decay }) => `torch.optim.AdamW(network.parameters(), RATE, weight_decay=${decay})`,
};

/** @type {Record<string, string[]>} */
const SCHEDULES = {
  constant: [],
  cosine: ["schedule = LambdaLR(optimiser, lambda t: (1 + math.cos(math.pi * t / total)) / 2)"],
  "one-cycle": ["schedule = OneCycleLR(optimiser, RATE, total_steps=total, cycle_momentum=False)"],
};

/** @param {Description} description */
function training(description) {
  const { pictures, noise, variational, schedule, clip } = description;
  const output = variational ? "decoder(mean(trunk(held_seen)))" : "decoder(encoder(held_seen))";
  const seen = noise === "none" ? "x" : 'damaged(x, streams["noise"])';
  const held =
    pictures === "own"
      ? [
          'bits = b"".join(base64.urlsafe_b64decode(text + "==") for text in OWN.split())  # two a pixel',
          "levels = np.stack([np.frombuffer(bits, np.uint8) >> shift & 3 for shift in (0, 2, 4, 6)], 1)",
          "own = torch.from_numpy(levels * 85).view(-1, 1, 28, 28) / 255",
          "digits, held = own[torch.arange(DIGITS) % len(own)], sample[order[-1000:]]",
        ]
      : ["digits, held = sample[order[:DIGITS]], sample[order[-1000:]]"];
  const data =
    pictures === "random"
      ? [
          'digits = torch.from_numpy(streams["data"].uniform(DIGITS * 784)).float().view(-1, 1, 28, 28)',
          'held = torch.from_numpy(streams["held"].uniform(1000 * 784)).float().view(-1, 1, 28, 28)',
        ]
      : [
          "sample = MNIST(options.data, train=False, download=True).data[:, None] / 255",
          "order = shuffled(len(sample), Pcg32(0))  # the same for every seed",
          ...held,
        ];
  return [
    ...data,
    `held_seen = ${noise === "none" ? "held" : 'damaged(held, streams["held"])'}`,
    "",
    "per_epoch, total = DIGITS // BATCH, EPOCHS * (DIGITS // BATCH)  # steps",
    `optimiser = ${OPTIMISERS[description.optimiser](description)}`,
    ...SCHEDULES[schedule],
    "for step in range(min(total, options.steps or total)):",
    "    at = step % per_epoch",
    "    if at == 0:",
    '        order = shuffled(DIGITS, streams["order"])',
    "    x = digits[order[at * BATCH : (at + 1) * BATCH]]",
    `    told = terms(x, ${seen})`,
    `    told["loss"] = ${total(description)}`,
    '    if told["loss"].isfinite():',
    "        optimiser.zero_grad()",
    '        told["loss"].backward()',
    ...(clip > 0 ? [`        nn.utils.clip_grad_norm_(network.parameters(), ${clip})`] : []),
    "        optimiser.step()",
    ...(SCHEDULES[schedule].length ? ["        schedule.step()"] : []),
    "        if at == per_epoch - 1:",
    "            network.eval()",
    "            with torch.no_grad():",
    `                told["held_out"] = error(${output}, held)`,
    "            network.train()",
    '    print(step + 1, *(f"{name} {term.item():.9g}" for name, term in told.items()), flush=True)',
    '    if not told["loss"].isfinite():',
    `        raise SystemExit(f"${texts.spoilt.en.replace("{step}", "{step + 1}")}")`,
  ];
}

/**
 * The loss, of its terms.
 * @param {Description} description
 */
function total({ variational, beta, sparsity, ...description }) {
  /** @type {[string, number, boolean][]} */
  const all = [
    ["kl", beta, variational],
    ["sparsity", description.sparsity_weight, ["l1", "kl"].includes(sparsity)],
    ["contraction", description.contraction, description.contraction > 0],
    ["l1_weights", description.l1_weights, description.l1_weights > 0],
    ["l2_weights", description.l2_weights, description.l2_weights > 0],
  ];
  const more = all.filter(([, , there]) => there).map(([term, weight]) => ` + ${weight} * told["${term}"]`);
  return `told["reconstruction"]${more.join("")}`;
}

/** @param {Description} description */
const needsNormals = ({ noise, variational, initialisation }) =>
  noise === "gaussian" || variational || initialisation === "he";

/**
 * The parts of the script in their order, and what each is about.
 * @param {Description} description
 * @returns {{ about: string, lines: string[] }[]}
 */
export function parts(description) {
  const { noise, level, digits, batch, epochs, rate, seed, sparsity, activity, active, schedule, own } =
    description;
  const whole = description.variational ? "trunk, mean, log_variance, decoder" : "encoder, decoder";
  return [
    {
      about: "What is trained",
      lines: [
        "import argparse",
        ...(own.length ? ["import base64"] : []),
        "import math",
        "",
        "import numpy as np",
        "import torch",
        "from torch import nn",
        "from torch.nn import functional as F",
        ...SCHEDULES[schedule].map((line) => `from torch.optim.lr_scheduler import ${line.split(/[ (]/)[2]}`),
        "from torchvision.datasets import MNIST",
        "",
        `DIGITS, BATCH, EPOCHS, RATE, SEED = ${[digits, batch, epochs, rate, seed].join(", ")}`,
        ...(noise === "none" ? [] : [`LEVEL = ${level}  # of the noise`]),
        ...(sparsity === "top-k" ? [`ACTIVE = ${active}  # numbers of each code`] : []),
        ...(sparsity === "kl" ? [`ACTIVITY = ${activity}  # how active a unit should be`] : []),
        ...(own.length ? [`OWN = "${own.join(" ")}"`] : []),
        "",
        "parser = argparse.ArgumentParser()",
        'parser.add_argument("--data", default="data", help="where MNIST lies, or goes")',
        'parser.add_argument("--steps", type=int, help="fewer than all")',
        "options = parser.parse_args()",
      ],
    },
    {
      about: "The random numbers of the page",
      lines: [
        ...[RANDOM, needsNormals(description) ? NORMAL : "", SHUFFLED].join("").split("\n"),
        ...(NOISE[noise]?.split("\n") ?? []),
        "",
        `NAMES = ${JSON.stringify(NAMES).replaceAll(",", ", ")}`,
        "streams = {name: Pcg32(int(u * 2**32)) for name, u in zip(NAMES, Pcg32(SEED).uniform(7))}",
      ],
    },
    {
      about: "The network",
      lines: [
        ...classes(description),
        "",
        ...network(description),
        `network = nn.ModuleList([${whole}])`,
        ...initial(description),
      ],
    },
    { about: "The loss", lines: loss(description) },
    { about: "The training", lines: training(description) },
  ];
}

/**
 * Lines as one text, with no more than one that is empty between others.
 * @param {string[]} lines
 */
export const joined = (lines) => lines.join("\n").replace(/\n{3,}/g, "\n\n");

/**
 * The text of the script.
 * @param {Description} description
 */
export const script = (description) =>
  joined([
    '"""An autoencoder of handwritten digits, as it was trained in the lab of aedemo.',
    `What differs from the lab's start: ${JSON.stringify({ ...told(description), own: undefined })}`,
    '"""',
    "",
    ...parts(description).flatMap(({ lines }) => [...lines, ""]),
  ]);

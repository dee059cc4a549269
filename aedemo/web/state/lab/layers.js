// A network of a description as lines of PyTorch.

import { plan } from "../../engine/learning/plan.js";

/** @import { Description, Planned } from "../../engine/learning/plan.js" */

/** @type {Record<string, (layer: any) => string>} */
const LAYERS = {
  flatten: () => "nn.Flatten()",
  unflatten: ({ shape }) => `nn.Unflatten(1, (${shape.join(", ")}))`,
  linear: ({ inputs, outputs }) => `nn.Linear(${inputs}, ${outputs})`,
  conv2d: ({ inputs, outputs, kernel, padding }) =>
    `nn.Conv2d(${inputs}, ${outputs}, ${kernel}, stride=2, padding=${padding})`,
  conv_transpose2d: ({ inputs, outputs, kernel, padding }) =>
    `nn.ConvTranspose2d(${inputs}, ${outputs}, ${kernel}, stride=2, padding=${padding})`,
  relu: () => "nn.ReLU()",
  leaky_relu: ({ slope }) => `nn.LeakyReLU(${slope})`,
  sigmoid: () => "nn.Sigmoid()",
  tanh: () => "nn.Tanh()",
  dropout: ({ share }) => `Dropout(${share})`,
  top_k: () => "TopK()",
};

/**
 * @param {Planned[]} layers
 * @returns {string[]}
 */
function lines(layers) {
  let images = false; // whether batch normalisation is of images
  return layers.map((layer) => {
    if (layer.type.startsWith("conv") || layer.type === "unflatten") images = true;
    if (layer.type === "linear" || layer.type === "flatten") images = false;
    if (layer.type === "batch_norm") return `nn.BatchNorm${images ? 2 : 1}d(CHANNELS)`;
    if (layer.transposed) return `Tied(encoder[${layer.weight.split(".")[1]}])`;
    return LAYERS[layer.type](layer);
  });
}

/**
 * The channels of a batch normalisation are those that the layer before it gives.
 * @param {string[]} written
 * @param {Planned[]} layers
 */
const numbered = (written, layers) =>
  written.map((line, at) => line.replace("CHANNELS", at ? layers[at - 1].outputs : ""));

/**
 * A line for each layer with weights and what follows it.
 * @type {(name: string, layers: Planned[]) => string[]}
 */
function sequential(name, layers) {
  /** @type {string[][]} */
  const stages = [];
  numbered(lines(layers), layers).forEach((line, at) => {
    if (!at || layers[at].outputs) stages.push([]);
    stages[stages.length - 1].push(line);
  });
  return [`${name} = nn.Sequential(`, ...stages.map((stage) => `    ${stage.join(", ")},`), ")"];
}

/**
 * The lines that build the network.
 * @param {Description} description
 */
export function network(description) {
  const { encoder, heads, decoder } = plan(description);
  const trunk = sequential(heads.length ? "trunk" : "encoder", encoder);
  const [mean, logVariance] = heads.map(LAYERS.linear);
  return [
    ...trunk,
    ...(heads.length ? [`mean, log_variance = ${mean}, ${logVariance}`] : []),
    ...sequential("decoder", decoder),
  ];
}

/**
 * The classes that PyTorch does not have, of those that a network needs.
 * @param {Description} description
 */
export function classes({ tied, network, dropout, sparsity }) {
  return [
    ...(network === "dense" && tied ? TIED : []),
    ...(dropout > 0 ? DROPOUT : []),
    ...(sparsity === "top-k" ? TOP_K : []),
  ];
}

const TIED = `
class Tied(nn.Module):  # the weight of another layer, the other way round, and a bias of its own
    def __init__(self, other):
        super().__init__()
        self.other = [other]  # in a list, so that its weight is not counted twice
        self.bias = nn.Parameter(torch.zeros(other.in_features))

    def forward(self, x):
        return F.linear(x, self.other[0].weight.T, self.bias)
`.split("\n");

const DROPOUT = `
class Dropout(nn.Dropout):  # with the random numbers of the page
    def forward(self, x):
        if not self.training:
            return x
        drawn = torch.from_numpy(streams["dropout"].uniform(x.numel())).view_as(x)
        return x * ((drawn >= self.p).float() / (1 - self.p))
`.split("\n");

const TOP_K = `
class TopK(nn.Module):  # of each code only the largest numbers stay (Makhzani & Frey 2013)
    def forward(self, x):
        return x * torch.zeros_like(x).scatter(1, x.topk(ACTIVE).indices, 1)
`.split("\n");

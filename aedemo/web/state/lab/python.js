// The parts of the script that are the same in every one that has them.

/** PCG32, many numbers at once. */
export const RANDOM = `
class Pcg32:
    """The random numbers of the page (O'Neill 2014, www.pcg-random.org), many at once."""

    def __init__(self, seed):
        self.state = 1442695040888963407 + seed
        self.uniform(1)

    def uniform(self, count):  # in [0, 1)
        states = np.array([self.state % 2**64], np.uint64)
        a, c = 6364136223846793005, 1442695040888963407  # from a state to the next
        while len(states) <= count:
            states = np.concatenate([states, states * np.uint64(a) + np.uint64(c)])
            a, c = a * a % 2**64, (a * c + c) % 2**64
        self.state = int(states[count])
        old = states[:count]
        bits, turn = ((old >> 18) ^ old) >> 27 & 0xFFFFFFFF, old >> 59
        return ((bits >> turn | bits << (32 - turn) % 32) & 0xFFFFFFFF) / 2**32
`;

/** What it has besides if normal numbers are needed. */
export const NORMAL = `
    def normal(self, count):  # Box & Muller 1958
        u = self.uniform(count + count % 2).reshape(-1, 2)
        radius, angle = np.sqrt(-2 * np.log(u[:, 0] + 2**-32)), 2 * np.pi * u[:, 1]
        return np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1).ravel()[:count]
`;

/** An order by chance. */
export const SHUFFLED = `

def shuffled(count, random):
    order = list(range(count))
    for i, u in zip(range(count - 1, 0, -1), random.uniform(count - 1)):
        j = int(u * (i + 1))
        order[i], order[j] = order[j], order[i]
    return order
`;

/**
 * By the kinds of noise.
 * @type {Record<string, string>}
 */
export const NOISE = {
  gaussian: `
def damaged(x, random):
    noise = torch.from_numpy(random.normal(x.numel())).float().view_as(x)
    return (x + LEVEL * noise).clamp(0, 1)
`,
  masking: `
def damaged(x, random):
    drawn = torch.from_numpy(random.uniform(x.numel())).view_as(x)
    return torch.where(drawn < LEVEL, 0.0, x)
`,
  "salt-and-pepper": `
def damaged(x, random):
    drawn = torch.from_numpy(random.uniform(x.numel())).view_as(x)
    return torch.where(drawn < LEVEL / 2, 0.0, torch.where(drawn < LEVEL, 1.0, x))
`,
};

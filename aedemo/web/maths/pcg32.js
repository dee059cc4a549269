// PCG32 and Box–Muller, the twin of aedemo/data/pcg32.py: the same seed gives the same
// numbers on the server and here. Algorithm: O'Neill 2014, www.pcg-random.org.

// Its 64 bits are kept in halves: BigInt would take longer than the training that asks for the numbers.
const WORD = 2 ** 32;
const [MULTIPLIER_HIGH, MULTIPLIER_LOW] = [0x5851f42d, 0x4c957f2d]; // 6364136223846793005
const [INCREMENT_HIGH, INCREMENT_LOW] = [0x14057b7e, 0xf767814f]; // 1442695040888963407

/** A stream of numbers fixed by its seed. */
export class Pcg32 {
  #state = new Uint32Array(2); // high and low; as fields they would be boxed at every step

  /** @param {number} seed - an integer, 0 ≤ seed < 2⁵³ */
  constructor(seed) {
    this.#next();
    const low = this.#state[1] + (seed % WORD);
    this.#state[0] += Math.floor(seed / WORD) + Math.floor(low / WORD);
    this.#state[1] = low;
    this.#next();
  }

  // The next 32 random bits: the permutation XSH-RR of the old state.
  #next() {
    const high = this.#state[0];
    const low = this.#state[1];
    // The low half by the multiplier's low one, of which 16 bits at a time leave products that are exact.
    const upper = low * (MULTIPLIER_LOW >>> 16);
    const lower = low * (MULTIPLIER_LOW & 0xffff) + (upper & 0xffff) * 2 ** 16 + INCREMENT_LOW;
    const carried = Math.floor(upper / 2 ** 16) + Math.floor(lower / WORD);
    const crossed = Math.imul(low, MULTIPLIER_HIGH) + Math.imul(high, MULTIPLIER_LOW);
    this.#state[0] = carried + crossed + INCREMENT_HIGH;
    this.#state[1] = lower;
    const mixedLow = ((high << 14) | (low >>> 18)) ^ low;
    const bits = (((high >>> 18) ^ high) << 5) | (mixedLow >>> 27);
    const turn = high >>> 27;
    return ((bits >>> turn) | (bits << (-turn & 31))) >>> 0;
  }

  /**
   * `count` numbers in [0, 1), multiples of 2⁻³².
   * @param {number} count
   */
  uniform(count) {
    const numbers = new Float64Array(count);
    for (let i = 0; i < count; i++) numbers[i] = this.#next() / WORD;
    return numbers;
  }

  /**
   * `count` standard normals, two from each pair of uniforms (Box–Muller 1958).
   * @param {number} count
   */
  normal(count) {
    const numbers = new Float64Array(count);
    for (let i = 0; i < count; i += 2) {
      const radius = Math.sqrt(-2 * Math.log((this.#next() + 1) / WORD));
      const angle = 2 * Math.PI * (this.#next() / WORD);
      numbers[i] = radius * Math.cos(angle);
      if (i + 1 < count) numbers[i + 1] = radius * Math.sin(angle);
    }
    return numbers;
  }
}

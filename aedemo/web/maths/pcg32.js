// PCG32 and Box–Muller, the twin of aedemo/data/pcg32.py: the same seed gives the same
// numbers on the server and here. Algorithm: O'Neill 2014, www.pcg-random.org.

const MULTIPLIER = 6364136223846793005n;
const INCREMENT = 1442695040888963407n;

/** A stream of numbers fixed by its seed. */
export class Pcg32 {
  #state = 0n;

  /** @param {number} seed - an integer, 0 ≤ seed < 2⁵³ */
  constructor(seed) {
    this.#next();
    this.#state = BigInt.asUintN(64, this.#state + BigInt(seed));
    this.#next();
  }

  // The next 32 random bits: the permutation XSH-RR of the old state.
  #next() {
    const old = this.#state;
    this.#state = BigInt.asUintN(64, old * MULTIPLIER + INCREMENT);
    const bits = Number(BigInt.asUintN(32, ((old >> 18n) ^ old) >> 27n));
    const turn = Number(old >> 59n);
    return ((bits >>> turn) | (bits << (-turn & 31))) >>> 0;
  }

  /**
   * `count` numbers in [0, 1), multiples of 2⁻³².
   * @param {number} count
   */
  uniform(count) {
    return Float64Array.from({ length: count }, () => this.#next() / 2 ** 32);
  }

  /**
   * `count` standard normals, two from each pair of uniforms (Box–Muller 1958).
   * @param {number} count
   */
  normal(count) {
    const numbers = new Float64Array(count);
    for (let i = 0; i < count; i += 2) {
      const radius = Math.sqrt(-2 * Math.log((this.#next() + 1) / 2 ** 32));
      const angle = 2 * Math.PI * (this.#next() / 2 ** 32);
      numbers[i] = radius * Math.cos(angle);
      if (i + 1 < count) numbers[i + 1] = radius * Math.sin(angle);
    }
    return numbers;
  }
}

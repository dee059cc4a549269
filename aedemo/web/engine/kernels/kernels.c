// The kernels of the engine for WebAssembly with 128-bit SIMD: what a training spends its time on. All
// numbers are floats in linear memory, which JavaScript hands out; there is no libc and no heap. Only plain
// SIMD is used, whose results are the same in every browser. script.js has the same functions in JavaScript,
// with what each computes; build.sh makes kernels.wasm.

#include <stdint.h>
#include <wasm_simd128.h>

#define EXPORT(name) __attribute__((export_name(#name))) void name
#define EXPORT_SUM(name) __attribute__((export_name(#name))) double name
#define INLINE static inline __attribute__((always_inline))
#define NEVER_INLINE __attribute__((noinline))
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define LOAD(at) wasm_v128_load(at)
#define STORE(at, value) wasm_v128_store(at, value)
#define ALL(x) wasm_f32x4_splat(x)
#define ADD(a, b) wasm_f32x4_add(a, b)
#define SUB(a, b) wasm_f32x4_sub(a, b)
#define MUL(a, b) wasm_f32x4_mul(a, b)
#define DIV(a, b) wasm_f32x4_div(a, b)
#define PICK(a, b, mask) wasm_v128_bitselect(a, b, mask)
// min and max as one instruction each; what is no number stays none in the first place.
#define AT_MOST(x, most) wasm_f32x4_pmin(x, most)
#define AT_LEAST(x, least) wasm_f32x4_pmax(x, least)

extern unsigned char __heap_base;
__attribute__((export_name("used"))) int used(void) { return (int)&__heap_base; }

// ---- Products of matrices, blocked for the caches (Goto & van de Geijn 2008; Van Zee & van de Geijn 2015).
// A block of A and one of B are packed into panels that lie as the innermost loop reads them.

enum { ROWS = 4, COLUMNS = 8, DEPTH = 256, HIGH = 128, WIDE = 512 };
static float packed_a[HIGH * DEPTH] __attribute__((aligned(16)));
static float packed_b[WIDE * DEPTH] __attribute__((aligned(16)));
static float rest[ROWS * COLUMNS] __attribute__((aligned(16)));

// Four rows of four numbers, from `from` on `line` apart, as four columns.
INLINE void transpose(float *to, int apart, const float *from, int line) {
  v128_t a = LOAD(from), b = LOAD(from + line), c = LOAD(from + 2 * line), d = LOAD(from + 3 * line);
  v128_t ab = wasm_i32x4_shuffle(a, b, 0, 4, 1, 5), cd = wasm_i32x4_shuffle(c, d, 0, 4, 1, 5);
  STORE(to, wasm_i64x2_shuffle(ab, cd, 0, 2));
  STORE(to + apart, wasm_i64x2_shuffle(ab, cd, 1, 3));
  ab = wasm_i32x4_shuffle(a, b, 2, 6, 3, 7), cd = wasm_i32x4_shuffle(c, d, 2, 6, 3, 7);
  STORE(to + 2 * apart, wasm_i64x2_shuffle(ab, cd, 0, 2));
  STORE(to + 3 * apart, wasm_i64x2_shuffle(ab, cd, 1, 3));
}

// Packs `count` lines of `depth` numbers into panels of `width` lines, number by number: line i has its
// number k at from[i * line + k * step]. What a panel lacks is 0.
INLINE void pack(float *to, const float *from, int count, int depth, int line, int step, int width) {
  for (int first = 0; first < count; first += width, to += width * depth) {
    const float *lines = from + (intptr_t)first * line;
    int some = MIN(width, count - first), k = 0;
    if (some == width && line == 1) {
      for (; k < depth; k++)
        for (int i = 0; i < width; i += 4) STORE(to + k * width + i, LOAD(lines + (intptr_t)k * step + i));
    } else if (some == width && step == 1) {
      for (; k + 4 <= depth; k += 4)
        for (int i = 0; i < width; i += 4) transpose(to + k * width + i, width, lines + (intptr_t)i * line + k, line);
    }
    for (; k < depth; k++)
      for (int i = 0; i < width; i++)
        to[k * width + i] = i < some ? lines[(intptr_t)i * line + (intptr_t)k * step] : 0;
  }
}

// One tile of C, ROWS by COLUMNS, from a panel of A and one of B.
INLINE void tile(int depth, const float *a, const float *b, float *c, int line, int accumulate) {
  v128_t sums[ROWS][2];
#pragma unroll
  for (int i = 0; i < ROWS; i++) sums[i][0] = sums[i][1] = ALL(0);
  for (int k = 0; k < depth; k++, a += ROWS, b += COLUMNS) {
    v128_t left = LOAD(b), right = LOAD(b + 4);
#pragma unroll
    for (int i = 0; i < ROWS; i++) {
      v128_t factor = wasm_v128_load32_splat(a + i);
      sums[i][0] = ADD(sums[i][0], MUL(factor, left));
      sums[i][1] = ADD(sums[i][1], MUL(factor, right));
    }
  }
#pragma unroll
  for (int i = 0; i < ROWS; i++) {
#pragma unroll
    for (int j = 0; j < 2; j++) {
      float *to = c + (intptr_t)i * line + 4 * j;
      STORE(to, accumulate ? ADD(LOAD(to), sums[i][j]) : sums[i][j]);
    }
  }
}

EXPORT(gemm)(int m, int n, int depth, const float *a, int a_row, int a_column, const float *b, int b_row,
             int b_column, float *c, int line, int accumulate) {
  for (int column = 0; column < n; column += WIDE)
    for (int k = 0; k < depth; k += DEPTH) {
      int wide = MIN(WIDE, n - column), deep = MIN(DEPTH, depth - k), add = accumulate || k > 0;
      pack(packed_b, b + (intptr_t)k * b_row + (intptr_t)column * b_column, wide, deep, b_column, b_row, COLUMNS);
      for (int row = 0; row < m; row += HIGH) {
        int high = MIN(HIGH, m - row);
        pack(packed_a, a + (intptr_t)row * a_row + (intptr_t)k * a_column, high, deep, a_row, a_column, ROWS);
        for (int j = 0; j < wide; j += COLUMNS)
          for (int i = 0; i < high; i += ROWS) {
            float *to = c + (intptr_t)(row + i) * line + column + j;
            const float *left = packed_a + i * deep, *right = packed_b + j * deep;
            if (i + ROWS <= high && j + COLUMNS <= wide) {
              tile(deep, left, right, to, line, add);
              continue;
            }
            tile(deep, left, right, rest, COLUMNS, 0);
            for (int r = 0; r < MIN(ROWS, high - i); r++)
              for (int s = 0; s < MIN(COLUMNS, wide - j); s++)
                to[(intptr_t)r * line + s] = rest[r * COLUMNS + s] + (add ? to[(intptr_t)r * line + s] : 0);
          }
      }
    }
}

// ---- Numbers by fours. The last ones may be fewer: what lies beyond them, of the same array or another, is
// neither read nor written, and counts as 0.

static NEVER_INLINE v128_t first_of(const float *x, int count) {
  float four[4] = {0, 0, 0, 0};
  for (int i = 0; i < count; i++) four[i] = x[i];
  return LOAD(four);
}
static NEVER_INLINE void store_first(float *y, v128_t value, int count) {
  float four[4];
  STORE(four, value);
  for (int i = 0; i < count; i++) y[i] = four[i];
}
#define BY_FOURS(n) for (int i = 0, left = (n); left > 0; i += 4, left -= 4)
#define READ(x) (left >= 4 ? LOAD((x) + i) : first_of((x) + i, left))
#define WRITE(y, value)                         \
  do {                                          \
    v128_t written = value;                     \
    if (left >= 4) STORE((y) + i, written);     \
    else store_first((y) + i, written, left);   \
  } while (0)

// Σ of `each` over n numbers: short runs in single precision, what they give in double.
enum { RUN = 256 };
INLINE double lanes(v128_t x) {
  return (double)wasm_f32x4_extract_lane(x, 0) + wasm_f32x4_extract_lane(x, 1) + wasm_f32x4_extract_lane(x, 2) +
         wasm_f32x4_extract_lane(x, 3);
}
#define SUM(n, each)                                                                       \
  double total = 0;                                                                        \
  for (int start = 0; start < (n); start += RUN) {                                         \
    v128_t run = ALL(0);                                                                   \
    for (int i = start, left = (n) - start; left > 0 && i < start + RUN; i += 4, left -= 4) \
      run = ADD(run, each);                                                                \
    total += lanes(run);                                                                   \
  }                                                                                        \
  return total;

static NEVER_INLINE double sum_of(const float *x, int n) { SUM(n, READ(x)) }
static NEVER_INLINE double sum_of_products(const float *x, const float *y, int n) { SUM(n, MUL(READ(x), READ(y))) }
EXPORT_SUM(squares)(const float *x, int n) { return sum_of_products(x, x, n); }
EXPORT_SUM(absolutes)(const float *x, int n) { SUM(n, wasm_f32x4_abs(READ(x))) }

EXPORT(multiply)(float *y, const float *x, const float *mask, int n) { BY_FOURS(n) WRITE(y, MUL(READ(x), READ(mask))); }
EXPORT(scale)(float *x, float factor, int n) { BY_FOURS(n) WRITE(x, MUL(READ(x), ALL(factor))); }
INLINE void add(float *y, const float *x, int n) { BY_FOURS(n) WRITE(y, ADD(READ(y), READ(x))); }
INLINE void fill(float *y, float value, int n) { BY_FOURS(n) WRITE(y, ALL(value)); }
// y[i] = x[i * stride], the last four overlapping those before; nothing beyond the last is read.
INLINE void take(float *y, const float *x, int n, int stride) {
  if (n < 4 || stride > 2) {
    for (int i = 0; i < n; i++) y[i] = x[i * stride];
    return;
  }
  for (int i = 0; i < n; i += 4) {
    int at = MIN(i, n - 4);
    v128_t first = LOAD(x + stride * at);
    STORE(y + at, stride == 1 ? first : wasm_i32x4_shuffle(first, LOAD(x + 2 * at + 3), 0, 2, 5, 7));
  }
}
INLINE void copy(float *y, const float *x, int n) { take(y, x, n, 1); }

// ---- Rows and columns.

EXPORT(fillRows)(float *y, const float *b, int rows, int columns) {
  for (int row = 0; row < rows; row++) fill(y + (intptr_t)row * columns, b[row], columns);
}
EXPORT(fillColumns)(float *y, const float *b, int rows, int columns) {
  for (int row = 0; row < rows; row++) copy(y + (intptr_t)row * columns, b, columns);
}
EXPORT(sumRows)(float *s, const float *x, int rows, int columns) {
  for (int row = 0; row < rows; row++) s[row] = sum_of(x + (intptr_t)row * columns, columns);
}
EXPORT(sumColumns)(float *s, const float *x, int rows, int columns) {
  fill(s, 0, columns);
  for (int row = 0; row < rows; row++) add(s, x + (intptr_t)row * columns, columns);
}
EXPORT(swap)(float *y, const float *x, int a, int b, int size) {
  int i = 0;
  for (; size == 1 && i + 4 <= a; i += 4) {
    int j = 0;
    for (; j + 4 <= b; j += 4) transpose(y + (intptr_t)j * a + i, a, x + (intptr_t)i * b + j, b);
    for (; j < b; j++)
      for (int at = i; at < i + 4; at++) y[(intptr_t)j * a + at] = x[(intptr_t)at * b + j];
  }
  for (; i < a; i++)
    for (int j = 0; j < b; j++) copy(y + ((intptr_t)j * a + i) * size, x + ((intptr_t)i * b + j) * size, size);
}
EXPORT(gather)(float *y, const uint8_t *x, const int *order, int rows, int size) {
  for (int row = 0; row < rows; row++, y += size) {
    const uint8_t *from = x + (intptr_t)order[row] * size;
    int i = 0;
    for (; i + 4 <= size; i += 4) {
      v128_t whole = wasm_u32x4_extend_low_u16x8(wasm_u16x8_extend_low_u8x16(wasm_v128_load32_zero(from + i)));
      STORE(y + i, DIV(wasm_f32x4_convert_u32x4(whole), ALL(255)));
    }
    for (; i < size; i++) y[i] = from[i] / 255.f;
  }
}

// ---- Activations.

EXPORT(rectify)(float *y, const float *x, float slope, int n) {
  BY_FOURS(n) {
    v128_t value = READ(x);
    WRITE(y, PICK(value, MUL(ALL(slope), value), wasm_f32x4_gt(value, ALL(0))));
  }
}
EXPORT(rectifyBack)(float *dx, const float *dy, const float *y, float slope, int n) {
  BY_FOURS(n) {
    v128_t value = READ(dy);
    WRITE(dx, PICK(value, MUL(ALL(slope), value), wasm_f32x4_gt(READ(y), ALL(0))));
  }
}

// eˣ: 2ᵏ eʳ with x = k ln 2 + r, and a polynomial for |r| ≤ ½ ln 2 (Moshier's Cephes, expf). Below −87 and
// beyond 88 it stays what it is there: of 1/(1 + e⁸⁸) the cross-entropy is 100, the most. A large number that is
// added rounds to k, and has it in its last bits.
INLINE v128_t exponential(v128_t x) {
  const float large = 12582912; // 1.5 · 2²³
  v128_t inside = AT_MOST(AT_LEAST(x, ALL(-87)), ALL(88));
  v128_t rounded = ADD(MUL(inside, ALL(1.44269504088896341f)), ALL(large)), k = SUB(rounded, ALL(large));
  v128_t r = SUB(SUB(inside, MUL(k, ALL(0.693359375f))), MUL(k, ALL(-2.12194440e-4f))), square = MUL(r, r);
  // Terms two by two, so that not each has to wait for the one before.
  v128_t low = ADD(MUL(ALL(1.6666665459e-1f), r), ALL(5.0000001201e-1f));
  v128_t middle = ADD(MUL(ALL(8.3334519073e-3f), r), ALL(4.1665795894e-2f));
  v128_t high = ADD(MUL(ALL(1.9875691500e-4f), r), ALL(1.3981999507e-3f));
  v128_t p = ADD(MUL(ADD(MUL(high, square), middle), square), low);
  p = ADD(ADD(MUL(p, square), r), ALL(1));
  return MUL(p, wasm_i32x4_shl(wasm_i32x4_add(rounded, wasm_i32x4_splat(127)), 23));
}
// ln x of a normal x > 0 (Cephes, logf): ln m + e ln 2 with √½ ≤ m < √2.
INLINE v128_t logarithm(v128_t x) {
  // Counted from √½, the bits of x have e above those of the fraction.
  v128_t root = wasm_i32x4_splat(0x3f3504f3), bits = wasm_i32x4_sub(x, root);
  v128_t e = wasm_f32x4_convert_i32x4(wasm_i32x4_shr(bits, 23));
  v128_t m = wasm_i32x4_add(wasm_v128_and(bits, wasm_i32x4_splat(0x007fffff)), root);
  v128_t f = SUB(m, ALL(1)), square = MUL(f, f);
  v128_t even = ADD(MUL(ALL(7.0376836292e-2f), square), ALL(1.1676998740e-1f));
  v128_t odd = ADD(MUL(ALL(-1.1514610310e-1f), square), ALL(-1.2420140846e-1f));
  even = ADD(MUL(even, square), ALL(1.4249322787e-1f));
  odd = ADD(MUL(odd, square), ALL(-1.6668057665e-1f));
  even = ADD(MUL(even, square), ALL(2.0000714765e-1f));
  odd = ADD(MUL(odd, square), ALL(-2.4999993993e-1f));
  even = ADD(MUL(even, square), ALL(3.3333331174e-1f));
  v128_t p = MUL(MUL(ADD(MUL(odd, f), even), f), square);
  p = SUB(ADD(p, MUL(e, ALL(-2.12194440e-4f))), MUL(square, ALL(0.5f)));
  return ADD(ADD(f, p), MUL(e, ALL(0.693359375f)));
}
EXPORT(sigmoid)(float *y, const float *x, int n) {
  BY_FOURS(n) WRITE(y, DIV(ALL(1), ADD(ALL(1), exponential(wasm_f32x4_neg(READ(x))))));
}
// What no weight could feel is 0: numbers below the smallest normal one would make all that is computed with
// them ten times slower.
INLINE v128_t felt(v128_t x) { return wasm_v128_andnot(x, wasm_f32x4_le(wasm_f32x4_abs(x), ALL(1e-30f))); }
EXPORT(sigmoidBack)(float *dx, const float *dy, const float *y, int n) {
  BY_FOURS(n) {
    v128_t value = READ(y);
    WRITE(dx, felt(MUL(MUL(READ(dy), SUB(ALL(1), value)), value)));
  }
}
// Near 0, where 1 − e²ˣ loses its digits, a polynomial (Cephes, tanhf).
EXPORT(tanh)(float *y, const float *x, int n) {
  const float terms[] = {-5.70498872745e-3f, 2.06390887954e-2f, -5.37397155531e-2f, 1.33314422036e-1f, -3.33332819422e-1f};
  BY_FOURS(n) {
    v128_t value = READ(x), size = wasm_f32x4_abs(value), square = MUL(value, value), p = ALL(terms[0]);
#pragma unroll
    for (int at = 1; at < 5; at++) p = ADD(MUL(p, square), ALL(terms[at]));
    v128_t near = ADD(MUL(MUL(p, square), value), value);
    v128_t far = SUB(ALL(1), DIV(ALL(2), ADD(exponential(ADD(size, size)), ALL(1))));
    far = PICK(far, value, wasm_i32x4_splat(0x7fffffff)); // with the sign of x
    WRITE(y, PICK(near, far, wasm_f32x4_lt(size, ALL(0.625f))));
  }
}
EXPORT(tanhBack)(float *dx, const float *dy, const float *y, int n) {
  BY_FOURS(n) {
    v128_t value = READ(y);
    WRITE(dx, MUL(READ(dy), SUB(ALL(1), MUL(value, value))));
  }
}

// ---- Losses: the mean over n numbers, and its derivative by y in dy.

INLINE void subtract(float *d, const float *y, const float *x, int n) { BY_FOURS(n) WRITE(d, SUB(READ(y), READ(x))); }
// The sign of a number, times a factor.
INLINE v128_t sign_of(v128_t x, v128_t factor) {
  v128_t zero = ALL(0);
  return SUB(wasm_v128_and(factor, wasm_f32x4_gt(x, zero)), wasm_v128_and(factor, wasm_f32x4_lt(x, zero)));
}

EXPORT_SUM(mse)(float *dy, const float *y, const float *x, int n) {
  subtract(dy, y, x, n);
  double total = squares(dy, n);
  scale(dy, 2.f / n, n);
  return total / n;
}
EXPORT_SUM(absolute)(float *dy, const float *y, const float *x, int n) {
  subtract(dy, y, x, n);
  double total = absolutes(dy, n);
  v128_t factor = ALL(1.f / n);
  BY_FOURS(n) WRITE(dy, sign_of(READ(dy), factor));
  return total / n;
}
// As PyTorch: logarithms are not below −100, nor what the derivative is divided by below 1e-12.
INLINE v128_t kept_logarithm(v128_t x) {
  v128_t smallest = ALL(1.17549435e-38f);
  return PICK(ALL(-100), logarithm(AT_LEAST(x, smallest)), wasm_f32x4_lt(x, smallest));
}
INLINE v128_t coin(v128_t y, v128_t x) {
  v128_t none = SUB(y, y); // 0, or no number: of one a logarithm has finite bits
  v128_t cost = SUB(MUL(SUB(x, ALL(1)), kept_logarithm(SUB(ALL(1), y))), MUL(x, kept_logarithm(y)));
  return ADD(cost, none);
}
static NEVER_INLINE double sum_of_coins(const float *y, const float *x, int n) { SUM(n, coin(READ(y), READ(x))) }
EXPORT_SUM(crossEntropy)(float *dy, const float *y, const float *x, int n) {
  v128_t factor = ALL(1.f / n);
  double total = sum_of_coins(y, x, n);
  BY_FOURS(n) {
    v128_t value = READ(y), below = AT_LEAST(MUL(SUB(ALL(1), value), value), ALL(1e-12f));
    WRITE(dy, MUL(factor, DIV(SUB(value, READ(x)), below)));
  }
  return total / n;
}

// ---- Optimisers, in PyTorch's order of operations.

EXPORT(sgd)(float *w, const float *g, int n, double rate) {
  BY_FOURS(n) WRITE(w, ADD(READ(w), MUL(ALL(-rate), READ(g))));
}
EXPORT(momentum)(float *w, const float *g, float *m, int n, double rate, double mu) {
  BY_FOURS(n) {
    v128_t moved = felt(ADD(MUL(ALL(mu), READ(m)), READ(g)));
    WRITE(m, moved);
    WRITE(w, ADD(READ(w), MUL(ALL(-rate), moved)));
  }
}
EXPORT(rmsprop)(float *w, const float *g, float *v, int n, double rate, double alpha, double epsilon) {
  v128_t kept = ALL(alpha), fresh = ALL(1 - alpha), step = ALL(-rate), least = ALL(epsilon);
  BY_FOURS(n) {
    v128_t gradient = READ(g), square = felt(ADD(MUL(READ(v), kept), MUL(MUL(fresh, gradient), gradient)));
    WRITE(v, square);
    WRITE(w, ADD(READ(w), DIV(MUL(step, gradient), ADD(wasm_f32x4_sqrt(square), least))));
  }
}
// 1 − β is taken in double precision: 1 − 0.999f is wrong by a hundred thousandth.
EXPORT(adam)(float *w, const float *g, float *m, float *v, int n, double b1, double b2, double epsilon, double step,
             double root, double decay) {
  v128_t fresh = ALL(1 - b1), kept = ALL(b2), square = ALL(1 - b2), back = ALL(-step), bias = ALL(root);
  v128_t least = ALL(epsilon), shrink = ALL(decay);
  BY_FOURS(n) {
    v128_t gradient = READ(g), first = READ(m), weight = MUL(READ(w), shrink);
    first = felt(ADD(first, MUL(fresh, SUB(gradient, first))));
    v128_t second = felt(ADD(MUL(READ(v), kept), MUL(MUL(square, gradient), gradient)));
    WRITE(m, first);
    WRITE(v, second);
    WRITE(w, ADD(weight, DIV(MUL(back, first), ADD(DIV(wasm_f32x4_sqrt(second), bias), least))));
  }
}
EXPORT(penalise)(float *g, const float *w, int n, double l1, double l2) {
  v128_t absolute = ALL(l1), square = ALL(2 * l2);
  BY_FOURS(n) WRITE(g, ADD(READ(g), ADD(sign_of(READ(w), absolute), MUL(square, READ(w)))));
}

// ---- Batch normalisation of rows.

EXPORT(normalise)(float *y, float *hat, const float *x, const float *gain, const float *shift, float *mean,
                  float *variance, float *deviation, int rows, int n, double epsilon) {
  for (int row = 0; row < rows; row++, x += n, y += n, hat += n) {
    mean[row] = sum_of(x, n) / n;
    v128_t middle = ALL(mean[row]), factor = ALL(gain[row]), offset = ALL(shift[row]);
    BY_FOURS(n) WRITE(hat, SUB(READ(x), middle));
    double square = squares(hat, n) / n;
    variance[row] = square;
    deviation[row] = __builtin_sqrt(square + epsilon);
    v128_t one = ALL(1 / deviation[row]);
    BY_FOURS(n) {
      v128_t scaled = MUL(READ(hat), one);
      WRITE(hat, scaled);
      WRITE(y, ADD(MUL(factor, scaled), offset));
    }
  }
}
EXPORT(normaliseBack)(float *dx, const float *dy, const float *hat, const float *gain, const float *deviation,
                      float *dgain, float *dshift, int rows, int n) {
  for (int row = 0; row < rows; row++, dx += n, dy += n, hat += n) {
    double along = sum_of_products(dy, hat, n), whole = sum_of(dy, n);
    dgain[row] = along;
    dshift[row] = whole;
    v128_t factor = ALL(gain[row] / deviation[row]), slope = ALL(along / n), middle = ALL(whole / n);
    BY_FOURS(n) WRITE(dx, MUL(factor, SUB(SUB(READ(dy), middle), MUL(READ(hat), slope))));
  }
}
EXPORT(affine)(float *y, const float *x, const float *factor, const float *shift, int rows, int n) {
  for (int row = 0; row < rows; row++, x += n, y += n)
    BY_FOURS(n) WRITE(y, ADD(MUL(ALL(factor[row]), READ(x)), ALL(shift[row])));
}

// ---- The windows of images [channel][picture][h][w] as columns [channel·k·k][picture·oh·ow], and back.

// Of `count` outputs along a line of `size` inputs those whose window has its place `at` inside.
INLINE int first_inside(int count, int stride, int pad, int at) {
  return MIN(count, pad > at ? (pad - at + stride - 1) / stride : 0);
}
INLINE int end_inside(int count, int size, int stride, int pad, int at) {
  return size + pad > at ? MIN(count, (size - 1 + pad - at) / stride + 1) : 0;
}

INLINE void zero(float *to, int count) {
  for (int j = 0; j < count; j++) to[j] = 0;
}
EXPORT(unfold)(float *columns, const float *x, int channels, int count, int h, int w, int k, int stride, int pad, int oh,
               int ow, int from, int to) {
  for (int place = 0; place < channels * k * k; place++) {
    int channel = place / (k * k), u = place / k % k, v = place % k;
    int left = first_inside(ow, stride, pad, v), right = end_inside(ow, w, stride, pad, v);
    int top = first_inside(oh, stride, pad, u), bottom = end_inside(oh, h, stride, pad, u);
    for (int picture = from; picture < to; picture++, columns += oh * ow) {
      const float *image = x + (intptr_t)(channel * count + picture) * h * w + (u - pad) * w + v - pad;
      for (int i = 0; i < oh; i++) {
        float *row = columns + i * ow;
        if (i < top || i >= bottom || left >= right) {
          fill(row, 0, ow);
          continue;
        }
        zero(row, left);
        const float *seen = image + i * stride * w + left * stride;
        if (stride == 2) take(row + left, seen, right - left, 2);
        else take(row + left, seen, right - left, stride);
        zero(row + right, ow - right);
      }
    }
  }
}

// Adds numbers to every second one of a line, and others to those between, by fours.
INLINE void give_both(float *to, const float *even, const float *odd, int count) {
  int j = 0;
  for (; j + 4 <= count; j += 4) {
    v128_t a = LOAD(even + j), b = LOAD(odd + j);
    STORE(to + 2 * j, ADD(LOAD(to + 2 * j), wasm_i32x4_shuffle(a, b, 0, 4, 1, 5)));
    STORE(to + 2 * j + 4, ADD(LOAD(to + 2 * j + 4), wasm_i32x4_shuffle(a, b, 2, 6, 3, 7)));
  }
  for (; j < count; j++) to[2 * j] += even[j], to[2 * j + 1] += odd[j];
}
INLINE void give(float *to, const float *from, int start, int end, int stride) {
  for (int j = start; j < end; j++) to[j * stride] += from[j];
}

EXPORT(fold)(float *x, const float *columns, int channels, int count, int h, int w, int k, int stride, int pad, int oh,
             int ow, int from, int to) {
  intptr_t apart = (intptr_t)(to - from) * oh * ow; // from a place in a window to the next
  for (int line = 0; line < channels * k; line++) {
    int channel = line / k, u = line % k;
    int top = first_inside(oh, stride, pad, u), bottom = end_inside(oh, h, stride, pad, u);
    for (int v = 0; v < k; v++) {
      int two = stride == 2 && v + 1 < k; // two places side by side fill a line without gaps
      int left = first_inside(ow, stride, pad, v), right = end_inside(ow, w, stride, pad, v);
      int end = two ? end_inside(ow, w, stride, pad, v + 1) : right; // where the second ends, not behind the first
      for (int picture = from; picture < to; picture++) {
        float *image = x + (intptr_t)(channel * count + picture) * h * w + (u - pad) * w + v - pad;
        const float *one = columns + (line * k + v) * apart + (intptr_t)(picture - from) * oh * ow;
        for (int i = top; i < bottom; i++) {
          float *row = image + i * stride * w;
          const float *here = one + i * ow;
          if (!two) {
            give(row, here, left, right, stride);
            continue;
          }
          give(row + 1, here + apart, first_inside(ow, stride, pad, v + 1), MIN(left, end), stride);
          give_both(row + 2 * left, here + left, here + apart + left, end - left);
          give(row, here, end > left ? end : left, right, stride);
        }
      }
      v += two;
    }
  }
}

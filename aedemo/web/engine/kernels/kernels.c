// The kernels of the engine for WebAssembly with 128-bit SIMD: what a training spends its time on. All
// numbers are floats in linear memory, which JavaScript hands out; there is no libc and no heap. Only plain
// SIMD is used, whose results are the same in every browser. script.js has the same functions in JavaScript,
// with what each computes; build.sh makes kernels.wasm.

#include <stdint.h>
#include <wasm_simd128.h>

#define EXPORT(name) __attribute__((export_name(#name))) void name
#define EXPORT_SUM(name) __attribute__((export_name(#name))) double name
#define INLINE static inline __attribute__((always_inline))
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define LOAD(at) wasm_v128_load(at)
#define STORE(at, value) wasm_v128_store(at, value)
#define ALL(x) wasm_f32x4_splat(x)
#define ADD(a, b) wasm_f32x4_add(a, b)
#define SUB(a, b) wasm_f32x4_sub(a, b)
#define MUL(a, b) wasm_f32x4_mul(a, b)
#define DIV(a, b) wasm_f32x4_div(a, b)
#define ROUND_UP(n) (((n) + 3) & ~3) // arrays have room for that many numbers

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

// ---- Sums: short runs in single precision, what they give in double.

enum { RUN = 256 };
INLINE double lanes(v128_t x) {
  return (double)wasm_f32x4_extract_lane(x, 0) + wasm_f32x4_extract_lane(x, 1) + wasm_f32x4_extract_lane(x, 2) +
         wasm_f32x4_extract_lane(x, 3);
}
// Σ of `vector` for four numbers at once, of `single` for what is left; both name the place `i`.
#define SUM(n, vector, single)                           \
  double total = 0;                                      \
  for (int i = 0; i < (n);) {                            \
    v128_t run = ALL(0);                                 \
    int end = MIN((n), i + RUN);                         \
    for (; i + 4 <= end; i += 4) run = ADD(run, vector); \
    total += lanes(run);                                 \
    for (; i < end; i++) total += single;                \
  }

INLINE double sum_of(const float *x, int n) {
  SUM(n, LOAD(x + i), x[i])
  return total;
}
EXPORT_SUM(squares)(const float *x, int n) {
  SUM(n, MUL(LOAD(x + i), LOAD(x + i)), x[i] * x[i])
  return total;
}
EXPORT_SUM(absolutes)(const float *x, int n) {
  SUM(n, wasm_f32x4_abs(LOAD(x + i)), __builtin_fabsf(x[i]))
  return total;
}

// ---- Rows and columns.

EXPORT(fillRows)(float *y, const float *b, int rows, int columns) {
  for (int row = 0; row < rows; row++)
    for (int i = 0; i < columns; i++) *y++ = b[row];
}
EXPORT(fillColumns)(float *y, const float *b, int rows, int columns) {
  for (int row = 0; row < rows; row++)
    for (int i = 0; i < columns; i++) *y++ = b[i];
}
EXPORT(sumRows)(float *s, const float *x, int rows, int columns) {
  for (int row = 0; row < rows; row++) s[row] = sum_of(x + (intptr_t)row * columns, columns);
}
EXPORT(sumColumns)(float *s, const float *x, int rows, int columns) {
  for (int i = 0; i < columns; i++) s[i] = 0;
  for (int row = 0; row < rows; row++, x += columns)
    for (int i = 0; i < columns; i++) s[i] += x[i];
}
EXPORT(swap)(float *y, const float *x, int a, int b, int size) {
  for (int i = 0; i < a; i++)
    for (int j = 0; j < b; j++, x += size) {
      float *to = y + ((intptr_t)j * a + i) * size;
      for (int at = 0; at < size; at++) to[at] = x[at];
    }
}
EXPORT(gather)(float *y, const uint8_t *x, const int *order, int rows, int size) {
  for (int row = 0; row < rows; row++) {
    const uint8_t *from = x + (intptr_t)order[row] * size;
    for (int i = 0; i < size; i++) *y++ = from[i] / 255.f;
  }
}
EXPORT(multiply)(float *y, const float *x, const float *mask, int n) {
  for (int i = 0; i < n; i++) y[i] = x[i] * mask[i];
}
EXPORT(scale)(float *x, float factor, int n) {
  for (int i = 0; i < n; i++) x[i] *= factor;
}

// ---- Activations. Loops by fours run into the room that arrays have beyond their length.

EXPORT(rectify)(float *y, const float *x, float slope, int n) {
  for (int i = 0; i < n; i++) y[i] = x[i] > 0 ? x[i] : slope * x[i];
}
EXPORT(rectifyBack)(float *dx, const float *dy, const float *y, float slope, int n) {
  for (int i = 0; i < n; i++) dx[i] = y[i] > 0 ? dy[i] : slope * dy[i];
}

// eˣ: 2ᵏ eʳ with x = k ln 2 + r, and a polynomial for |r| ≤ ½ ln 2 (Moshier's Cephes, expf). Beyond ±87 it stays
// what it is there.
INLINE v128_t exponential(v128_t x) {
  v128_t inside = wasm_f32x4_min(wasm_f32x4_max(x, ALL(-87)), ALL(87));
  v128_t k = wasm_f32x4_nearest(MUL(inside, ALL(1.44269504088896341f)));
  v128_t r = SUB(SUB(inside, MUL(k, ALL(0.693359375f))), MUL(k, ALL(-2.12194440e-4f)));
  const float terms[] = {1.9875691500e-4f, 1.3981999507e-3f, 8.3334519073e-3f,
                         4.1665795894e-2f, 1.6666665459e-1f, 5.0000001201e-1f};
  v128_t p = ALL(terms[0]);
#pragma unroll
  for (int i = 1; i < 6; i++) p = ADD(MUL(p, r), ALL(terms[i]));
  p = ADD(ADD(MUL(MUL(p, r), r), r), ALL(1));
  v128_t bits = wasm_i32x4_add(wasm_i32x4_trunc_sat_f32x4(k), wasm_i32x4_splat(127));
  return MUL(p, wasm_i32x4_shl(bits, 23));
}
// ln x of a normal x > 0 (Cephes, logf): ln m + e ln 2 with √½ ≤ m < √2.
INLINE v128_t logarithm(v128_t x) {
  v128_t e = wasm_i32x4_sub(wasm_u32x4_shr(x, 23), wasm_i32x4_splat(126));
  v128_t m = wasm_v128_or(wasm_v128_and(x, wasm_i32x4_splat(0x007fffff)), wasm_i32x4_splat(0x3f000000));
  v128_t low = wasm_f32x4_lt(m, ALL(0.707106781186547524f)); // −1 as a whole number where it holds
  v128_t exponent = wasm_f32x4_convert_i32x4(wasm_i32x4_add(e, low));
  v128_t f = SUB(ADD(m, wasm_v128_and(m, low)), ALL(1)), square = MUL(f, f);
  const float terms[] = {7.0376836292e-2f,  -1.1514610310e-1f, 1.1676998740e-1f, -1.2420140846e-1f, 1.4249322787e-1f,
                         -1.6668057665e-1f, 2.0000714765e-1f,  -2.4999993993e-1f, 3.3333331174e-1f};
  v128_t p = ALL(terms[0]);
#pragma unroll
  for (int i = 1; i < 9; i++) p = ADD(MUL(p, f), ALL(terms[i]));
  p = MUL(MUL(p, f), square);
  p = ADD(p, MUL(exponent, ALL(-2.12194440e-4f)));
  p = SUB(p, MUL(square, ALL(0.5f)));
  return ADD(ADD(f, p), MUL(exponent, ALL(0.693359375f)));
}
EXPORT(sigmoid)(float *y, const float *x, int n) {
  for (int i = 0; i < n; i += 4) STORE(y + i, DIV(ALL(1), ADD(ALL(1), exponential(wasm_f32x4_neg(LOAD(x + i))))));
}
EXPORT(sigmoidBack)(float *dx, const float *dy, const float *y, int n) {
  for (int i = 0; i < n; i++) dx[i] = dy[i] * (1 - y[i]) * y[i];
}
// Near 0, where 1 − e²ˣ loses its digits, a polynomial (Cephes, tanhf).
EXPORT(tanh)(float *y, const float *x, int n) {
  const float terms[] = {-5.70498872745e-3f, 2.06390887954e-2f, -5.37397155531e-2f, 1.33314422036e-1f, -3.33332819422e-1f};
  for (int i = 0; i < n; i += 4) {
    v128_t value = LOAD(x + i), size = wasm_f32x4_abs(value), square = MUL(value, value), p = ALL(terms[0]);
#pragma unroll
    for (int at = 1; at < 5; at++) p = ADD(MUL(p, square), ALL(terms[at]));
    v128_t near = ADD(MUL(MUL(p, square), value), value);
    v128_t far = SUB(ALL(1), DIV(ALL(2), ADD(exponential(ADD(size, size)), ALL(1))));
    far = wasm_v128_bitselect(far, value, wasm_i32x4_splat(0x7fffffff)); // with the sign of x
    STORE(y + i, wasm_v128_bitselect(near, far, wasm_f32x4_lt(size, ALL(0.625f))));
  }
}
EXPORT(tanhBack)(float *dx, const float *dy, const float *y, int n) {
  for (int i = 0; i < n; i++) dx[i] = dy[i] * (1 - y[i] * y[i]);
}

// ---- Losses: the mean over n numbers, and its derivative by y in dy.

EXPORT_SUM(mse)(float *dy, const float *y, const float *x, int n) {
  float factor = 2.f / n;
  for (int i = 0; i < n; i++) dy[i] = factor * (y[i] - x[i]);
  SUM(n, MUL(SUB(LOAD(y + i), LOAD(x + i)), SUB(LOAD(y + i), LOAD(x + i))), (y[i] - x[i]) * (y[i] - x[i]))
  return total / n;
}
EXPORT_SUM(absolute)(float *dy, const float *y, const float *x, int n) {
  float factor = 1.f / n;
  for (int i = 0; i < n; i++) dy[i] = y[i] > x[i] ? factor : y[i] < x[i] ? -factor : 0;
  SUM(n, wasm_f32x4_abs(SUB(LOAD(y + i), LOAD(x + i))), __builtin_fabsf(y[i] - x[i]))
  return total / n;
}
// As PyTorch: logarithms are not below −100, nor what the derivative is divided by below 1e-12.
INLINE v128_t coin(v128_t y, v128_t x) {
  v128_t smallest = ALL(1.17549435e-38f), floor = ALL(-100), other = SUB(ALL(1), y);
  v128_t one = wasm_f32x4_max(logarithm(wasm_f32x4_max(y, smallest)), floor);
  v128_t zero = wasm_f32x4_max(logarithm(wasm_f32x4_max(other, smallest)), floor);
  one = wasm_v128_bitselect(floor, one, wasm_f32x4_le(y, ALL(0)));
  zero = wasm_v128_bitselect(floor, zero, wasm_f32x4_le(other, ALL(0)));
  return SUB(MUL(SUB(x, ALL(1)), zero), MUL(x, one));
}
EXPORT_SUM(crossEntropy)(float *dy, const float *y, const float *x, int n) {
  v128_t factor = ALL(1.f / n);
  double total = 0;
  for (int i = 0; i < n;) {
    v128_t run = ALL(0);
    for (int end = MIN(n, i + RUN); i < end; i += 4) {
      v128_t p = LOAD(y + i), t = LOAD(x + i);
      v128_t below = wasm_f32x4_max(MUL(SUB(ALL(1), p), p), ALL(1e-12f));
      STORE(dy + i, MUL(factor, DIV(SUB(p, t), below)));
      v128_t there = wasm_i32x4_lt(wasm_i32x4_make(i, i + 1, i + 2, i + 3), wasm_i32x4_splat(n));
      run = ADD(run, wasm_v128_and(coin(p, t), there)); // nothing of the room beyond the end
    }
    total += lanes(run);
  }
  return total / n;
}

// ---- Optimisers, in PyTorch's order of operations.

EXPORT(sgd)(float *w, const float *g, int n, double rate) {
  float step = -rate;
  for (int i = 0; i < n; i++) w[i] += step * g[i];
}
EXPORT(momentum)(float *w, const float *g, float *m, int n, double rate, double mu) {
  float step = -rate, kept = mu;
  for (int i = 0; i < n; i++) {
    m[i] = kept * m[i] + g[i];
    w[i] += step * m[i];
  }
}
EXPORT(rmsprop)(float *w, const float *g, float *v, int n, double rate, double alpha, double epsilon) {
  v128_t kept = ALL(alpha), fresh = ALL(1 - alpha), step = ALL(-rate), least = ALL(epsilon);
  for (int i = 0; i < n; i += 4) {
    v128_t gradient = LOAD(g + i);
    v128_t square = ADD(MUL(LOAD(v + i), kept), MUL(MUL(fresh, gradient), gradient));
    STORE(v + i, square);
    STORE(w + i, ADD(LOAD(w + i), DIV(MUL(step, gradient), ADD(wasm_f32x4_sqrt(square), least))));
  }
}
// 1 − β is taken in double precision: 1 − 0.999f is wrong by a hundred thousandth.
EXPORT(adam)(float *w, const float *g, float *m, float *v, int n, double b1, double b2, double epsilon, double step,
             double root, double decay) {
  v128_t fresh = ALL(1 - b1), kept = ALL(b2), square = ALL(1 - b2), back = ALL(-step), bias = ALL(root);
  v128_t least = ALL(epsilon), shrink = ALL(decay);
  for (int i = 0; i < n; i += 4) {
    v128_t gradient = LOAD(g + i), first = LOAD(m + i), weight = MUL(LOAD(w + i), shrink);
    first = ADD(first, MUL(fresh, SUB(gradient, first)));
    v128_t second = ADD(MUL(LOAD(v + i), kept), MUL(MUL(square, gradient), gradient));
    STORE(m + i, first);
    STORE(v + i, second);
    STORE(w + i, ADD(weight, DIV(MUL(back, first), ADD(DIV(wasm_f32x4_sqrt(second), bias), least))));
  }
}
EXPORT(penalise)(float *g, const float *w, int n, double l1, double l2) {
  float absolute = l1, square = 2 * l2;
  for (int i = 0; i < n; i++) g[i] += (w[i] > 0 ? absolute : w[i] < 0 ? -absolute : 0) + square * w[i];
}

// ---- Batch normalisation of rows.

EXPORT(normalise)(float *y, float *hat, const float *x, const float *gain, const float *shift, float *mean,
                  float *variance, float *deviation, int rows, int n, double epsilon) {
  for (int row = 0; row < rows; row++, x += n, y += n, hat += n) {
    float middle = sum_of(x, n) / n;
    v128_t centre = ALL(middle);
    SUM(n, MUL(SUB(LOAD(x + i), centre), SUB(LOAD(x + i), centre)), (x[i] - middle) * (x[i] - middle))
    mean[row] = middle;
    variance[row] = total / n;
    deviation[row] = __builtin_sqrt(total / n + epsilon);
    float one = 1 / deviation[row], factor = gain[row], offset = shift[row];
    for (int i = 0; i < n; i++) {
      hat[i] = (x[i] - middle) * one;
      y[i] = factor * hat[i] + offset;
    }
  }
}
EXPORT(normaliseBack)(float *dx, const float *dy, const float *hat, const float *gain, const float *deviation,
                      float *dgain, float *dshift, int rows, int n) {
  for (int row = 0; row < rows; row++, dx += n, dy += n, hat += n) {
    SUM(n, MUL(LOAD(dy + i), LOAD(hat + i)), dy[i] * hat[i])
    double whole = sum_of(dy, n);
    dgain[row] = total;
    dshift[row] = whole;
    float factor = gain[row] / deviation[row], along = total / n, middle = whole / n;
    for (int i = 0; i < n; i++) dx[i] = factor * (dy[i] - middle - hat[i] * along);
  }
}
EXPORT(affine)(float *y, const float *x, const float *factor, const float *shift, int rows, int n) {
  for (int row = 0; row < rows; row++)
    for (int i = 0; i < n; i++) *y++ = factor[row] * *x++ + shift[row];
}

// ---- The windows of images [channel][picture][h][w] as columns [channel·k·k][picture·oh·ow], and back.

// Of the outputs along a line those whose window has its place `at` inside of the input.
#define FROM(at) MIN(ow, (pad - (at) + stride - 1 > 0 ? (pad - (at) + stride - 1) / stride : 0))
#define TO(at) (w - 1 + pad - (at) < 0 ? 0 : MIN(ow, (w - 1 + pad - (at)) / stride + 1))

EXPORT(unfold)(float *columns, const float *x, int channels, int count, int h, int w, int k, int stride, int pad, int oh,
               int ow, int from, int to) {
  for (int place = 0; place < channels * k * k; place++) {
    int channel = place / (k * k), u = place / k % k, v = place % k, first = FROM(v), last = TO(v);
    for (int picture = from; picture < to; picture++)
      for (int i = 0; i < oh; i++, columns += ow) {
        int row = i * stride + u - pad, j = 0;
        if (row >= 0 && row < h) {
          const float *line = x + ((intptr_t)(channel * count + picture) * h + row) * w + v - pad;
          for (; j < first; j++) columns[j] = 0;
          for (; j < last; j++) columns[j] = line[j * stride];
        }
        for (; j < ow; j++) columns[j] = 0;
      }
  }
}
EXPORT(fold)(float *x, const float *columns, int channels, int count, int h, int w, int k, int stride, int pad, int oh,
             int ow, int from, int to) {
  for (int place = 0; place < channels * k * k; place++) {
    int channel = place / (k * k), u = place / k % k, v = place % k, first = FROM(v), last = TO(v);
    for (int picture = from; picture < to; picture++)
      for (int i = 0; i < oh; i++, columns += ow) {
        int row = i * stride + u - pad;
        if (row < 0 || row >= h) continue;
        float *line = x + ((intptr_t)(channel * count + picture) * h + row) * w + v - pad;
        for (int j = first; j < last; j++) line[j * stride] += columns[j];
      }
  }
}

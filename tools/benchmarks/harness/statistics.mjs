// Statistics of figures that were measured several times.

/** Collects the values of figures by name. */
export class Samples {
  #values = new Map();

  add(name, value) {
    this.#values.set(name, [...(this.#values.get(name) ?? []), value]);
  }

  has(name) {
    return this.#values.has(name);
  }

  summary(name) {
    return summarize(this.#values.get(name));
  }
}

/** Returns { median, min, max, runs } of values. */
export function summarize(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: percentile(sorted, 50), min: sorted[0], max: sorted.at(-1), runs: sorted.length };
}

/** Returns the p-th percentile of values in ascending order, with linear interpolation. */
export function percentile(sorted, p) {
  const at = ((sorted.length - 1) * p) / 100;
  const below = sorted[Math.floor(at)];
  return below + (sorted[Math.ceil(at)] - below) * (at % 1);
}

export const ascending = (values) => [...values].sort((a, b) => a - b);

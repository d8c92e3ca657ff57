export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Round by round, for the machine may be slower in the next. */
export function medianRatio(values: readonly number[] = [], to: readonly number[] = []): number {
  return median(values.map((value, round) => value / to[round]!));
}

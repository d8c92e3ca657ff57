/**
 * Each reader in each round; warm-ups come before round 0. In turn from either end, so that no reader always follows the
 * same one's garbage.
 */
export function* inTurn<T>(
  readers: readonly T[],
  warmUps: number,
  rounds: number,
): Iterable<readonly [reader: T, round: number]> {
  for (let round = -warmUps; round < rounds; round++) {
    for (const reader of round % 2 === 0 ? readers : readers.toReversed()) yield [reader, round];
  }
}

/**
 * What all that is random in the tests begins with. The same in every run, so that a change is judged by what it does and
 * not by its luck; `TEST_SEED` looks elsewhere.
 */
export const SEED = Number(process.env["TEST_SEED"] ?? 1);

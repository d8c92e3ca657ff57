/** What is wrong with the arguments, where commander itself takes them. */
export class UsageError extends Error {}

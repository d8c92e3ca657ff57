import type { Script } from "./script.js";

/** What a mock remembers of the requests before. */
export interface Memory {
  /** How often an operation was answered before with a recording; counts this time. */
  takeTurn(operationId: string): number;
  /** The script of a key, made when it is asked for first: to sample a stream takes longer than to send it. */
  recall(key: string, make: () => Script): Script;
}

/** How many scripts are kept. */
const KEPT = 200;

export function createMemory(): Memory {
  const turns = new Map<string, number>();
  const scripts = new Map<string, Script>();
  return {
    takeTurn(operationId) {
      const turn = turns.get(operationId) ?? 0;
      turns.set(operationId, turn + 1);
      return turn;
    },
    recall(key, make) {
      const script = scripts.get(key) ?? make();
      scripts.set(key, script);
      if (scripts.size > KEPT) {
        const [oldest] = scripts.keys();
        scripts.delete(oldest as string);
      }
      return script;
    },
  };
}

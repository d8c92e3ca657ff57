import { channel } from "node:diagnostics_channel";

/** What the toolchain is about to do. It works in one piece, so nobody else could say so meanwhile. */
export interface Step {
  /** As one line for the user: `Reading spec/openapi.yaml`. */
  readonly words: string;
  /** How large the file is that it is done to. */
  readonly bytes?: number;
}

const STEPS = channel("openapi-stream:steps");

/** Says so to whoever listens: the command does. */
export function begin(step: Step): void {
  STEPS.publish(step);
}

/** Calls `listener` with each step that begins. Returns what ends that. */
export function onStep(listener: (step: Step) => void): () => void {
  const listen = (step: unknown): void => listener(step as Step);
  STEPS.subscribe(listen);
  return () => STEPS.unsubscribe(listen);
}

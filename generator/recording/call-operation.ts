import type { Stream } from "../model/model.js";
import {
  callPlainly,
  failureOf,
  readThroughRuntime,
  toOperation,
  type CallInit,
  type ClientFailure,
  type RuntimeListener,
} from "./client-runtime.js";
import type { NamedOperation } from "./find-operation.js";
import { nameOf } from "./items.js";
import { Tap, type Exchange, type Listener } from "./tap.js";

/** How long nothing may come, in milliseconds: as in the client. */
const IDLE = 60_000;
/** How long a server may take to close after the event that ends the stream, in milliseconds: as in the client. */
const AFTER_END = 1000;

export interface CallResult {
  readonly exchange: Exchange;
  /** What the client's caller would see instead of the end of the stream. */
  readonly failure: ClientFailure | undefined;
  /** How many events the document does not know, by name. */
  readonly unknown: ReadonlyMap<string, number>;
}

/**
 * Calls an operation once: as the client's method does where the document describes its stream, else as it is. What the
 * client makes of the answer does not cut the recording short.
 *
 * @param signal Stops it. What came until then is kept.
 */
export async function callOperation(
  { method, path }: NamedOperation,
  stream: Stream | undefined,
  init: Omit<CallInit, "fetch">,
  listener: Listener,
  signal: AbortSignal,
): Promise<CallResult> {
  const tap = new Tap(listener);
  const stop = (): void => tap.fail("stopped", new Error("stopped by hand"));
  signal.addEventListener("abort", stop);
  const unknown = new Map<string, number>();
  const onUnknownEvent: RuntimeListener["onUnknownEvent"] = (event) => {
    const name = (stream && nameOf(event, stream.discriminator)) ?? "";
    unknown.set(name, (unknown.get(name) ?? 0) + 1);
  };
  const tapped = { ...init, fetch: tap.fetch };
  let failure: ClientFailure | undefined;
  try {
    if (stream === undefined) await callPlainly(method, path, tapped);
    else await readThroughRuntime(toOperation(stream), tapped, { onUnknownEvent });
  } catch (error) {
    failure = failureOf(error);
    // What the network did wrong is in the exchange, also where no stream error says so.
    const end = tap.exchange?.end;
    if (failure === undefined && (end === undefined || !("error" in end))) throw error;
  }
  const isOver = stream !== undefined && (failure === undefined || failure.kind === "event");
  const rest = isOver ? AFTER_END : Infinity;
  if (failure?.kind === "timeout") tap.fail("timeout", new Error(failure.message));
  if (!(await tap.readOn(IDLE, rest)) && !isOver) tap.fail("timeout", new Error(`No bytes for ${IDLE} ms`));
  tap.close();
  signal.removeEventListener("abort", stop);
  return { exchange: tap.exchange!, failure, unknown };
}

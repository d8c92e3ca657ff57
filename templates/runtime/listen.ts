class Callbacks extends Set<() => void> implements EventListenerObject {
  handleEvent(): void {
    for (const callback of this) callback();
  }
}

const listening = new WeakMap<AbortSignal, Callbacks>();

/**
 * Calls back when a signal is aborted. All that listen are one listener: Node warns of a leak where more than
 * ten are on one signal, as those of an application's streams may well be.
 *
 * @returns Stops listening.
 */
export function listen(signal: AbortSignal, callback: () => void): () => void {
  const callbacks = listening.get(signal) ?? new Callbacks();
  listening.set(signal, callbacks.add(callback));
  signal.addEventListener("abort", callbacks);
  return () => {
    callbacks.delete(callback);
    if (callbacks.size === 0) signal.removeEventListener("abort", callbacks);
  };
}

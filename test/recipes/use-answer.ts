import { useCallback, useEffect, useRef, useState } from "react";
import type { Client } from "aisquare-studio";

export interface Answer {
  /** What has come so far. Stays when the stream fails. */
  readonly text: string;
  readonly isStreaming: boolean;
  /** An `ApiError`, a `StreamError`, or whatever a middleware throws. */
  readonly error?: unknown;
}

/** The answer to the last prompt, as it is written. A new prompt, `stop()` and unmounting abort the request. */
export function useAnswer(client: Client, session: number) {
  const [answer, setAnswer] = useState<Answer>({ text: "", isStreaming: false });
  const current = useRef<AbortController>(undefined);

  const stop = useCallback(() => current.current?.abort(), []);
  useEffect(() => stop, [stop]);

  const ask = useCallback(
    async (prompt: string) => {
      stop();
      const controller = new AbortController();
      current.current = controller;
      // An older request must not write over the answer of a newer one.
      const show = (next: Answer) => current.current === controller && setAnswer(next);
      let text = "";
      show({ text, isStreaming: true });
      try {
        const stream = await client.stream.chatStreamCreate({
          params: { path: { session_id: session } },
          body: { prompt },
          signal: controller.signal,
        });
        for await (const event of stream) {
          if (event.type === "token") show({ text: (text += event.content), isStreaming: true });
        }
        show({ text, isStreaming: false });
      } catch (error) {
        show({ text, isStreaming: false, error: controller.signal.aborted ? undefined : error });
      }
    },
    [client, session, stop],
  );

  return { ...answer, ask, stop };
}

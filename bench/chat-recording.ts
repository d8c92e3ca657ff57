import { recordingText } from "../generator/recording/recording.js";

export const OPERATION = "chat-stream-create";

/**
 * A recording of one answer of the chat API, a piece for each event.
 *
 * @param interval Between two events, in milliseconds.
 */
export function chatRecordingText(count: number, interval: number): string {
  const tokens = Array.from({ length: count - 4 }, (_, index) => ({ type: "token", content: `word ${index} ` }));
  const metadata = { type: "metadata", title: "Words", suggestions: ["More?"], message_info: { id: 1 } };
  const events = [{ type: "start" }, ...tokens, { type: "complete" }, metadata, { type: "end" }];
  return recordingText({
    request: { operationId: OPERATION, method: "POST", url: "/", headers: {} },
    response: { status: 200, headers: { "content-type": "text/event-stream" }, ms: interval },
    chunks: events.map((event, index) => ({ text: `data: ${JSON.stringify(event)}\n\n`, ms: (index + 1) * interval })),
    end: { end: "closed", ms: count * interval },
  });
}

/** A server-sent event that its `event` field names. */
export interface Envelope<Name extends string, Data> {
  readonly event: Name;
  readonly data: Data;
  /** The last event ID of the stream, where one was sent. */
  readonly id?: string;
}

/** A server-sent event whose data is text. */
export interface TextItem {
  readonly data: string;
  /** The `event` field, where it was sent. */
  readonly event?: string;
  /** The last event ID of the stream, where one was sent. */
  readonly id?: string;
}

import type { ItemReader } from "./stream-operation.js";

/** What an event is called that has no name (WHATWG HTML, section 9.2.6). */
export const UNNAMED = "message";

/** An item is the JSON in the data. */
export const jsonItem: ItemReader = ({ data }, { json }) => (data === "" ? undefined : json());

/** An item is the JSON in the data, and an object, though no name in it says which. */
export const objectItem: ItemReader = (raw, reading) => {
  const item = jsonItem(raw, reading);
  if (item === undefined || (typeof item === "object" && item !== null && !Array.isArray(item))) return item;
  throw reading.problem("is no object");
};

/** An item is the data and its event name side by side, narrowed by the name. The data is JSON, but for some events'. */
export const envelopeItem: ItemReader = ({ data, event, id }, { json, textEvents }) => {
  const name = event || UNNAMED;
  const isText = textEvents?.includes(name);
  if (data === "" && !isText) return undefined;
  return { event: name, data: isText ? data : json(), ...(id && { id }) };
};

/** An item is text. */
export const textItem: ItemReader = ({ data, event, id }) => ({ data, ...(event && { event }), ...(id && { id }) });

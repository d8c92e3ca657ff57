import type { Editable } from "./petchat.js";
import { schemasOf, type Side } from "./random-documents.js";

/** An edit of one of several places in a document. `false` where the document has no such place. */
export interface RandomEdit {
  readonly name: string;
  /** `pick` chooses a place. */
  apply(document: Editable, pick: (count: number) => number): boolean;
}

type At = (schema: Editable, pick: (count: number) => number) => void;

function edit(name: string, sides: readonly Side[], isPlace: (schema: Editable) => boolean, at: At): RandomEdit {
  return {
    name: `${name} (${sides.join(", ")})`,
    apply: (document, pick) => {
      const places = sides.flatMap((side) => schemasOf(document, side)).filter(isPlace);
      if (places.length === 0) return false;
      at(places[pick(places.length)], pick);
      return true;
    },
  };
}

const isObject = (schema: Editable): boolean => schema.properties !== undefined;
const hasTwoMembers = (schema: Editable): boolean => isObject(schema) && Object.keys(schema.properties).length > 1;
const hasMembers = (schema: Editable): boolean => isObject(schema) && Object.keys(schema.properties).length > 0;
const hasRequired = (schema: Editable): boolean => isObject(schema) && schema.required?.length > 0;
const hasOptional = (schema: Editable): boolean => optionalOf(schema).length > 0;
const isEnum = (schema: Editable): boolean => schema.enum !== undefined;
const hasTwoValues = (schema: Editable): boolean => isEnum(schema) && schema.enum.length > 1;
const isText = (schema: Editable): boolean => schema.type === "string" && schema.minLength !== undefined;
const hasType =
  (type: string) =>
  (schema: Editable): boolean =>
    schema.type === type && !isText(schema);

function optionalOf(schema: Editable): readonly string[] {
  if (!isObject(schema)) return [];
  return Object.keys(schema.properties).filter((name) => !(schema.required ?? []).includes(name));
}

const addOptional: At = (schema) => {
  schema.properties.added = { type: "string" };
};
const addRequired: At = (schema) => {
  addOptional(schema, () => 0);
  schema.required = [...(schema.required ?? []), "added"];
};
const removeProperty: At = (schema, pick) => {
  const names = Object.keys(schema.properties);
  const name = names[pick(names.length)];
  schema.properties = Object.fromEntries(Object.entries(schema.properties).filter(([other]) => other !== name));
  schema.required = (schema.required ?? []).filter((other: string) => other !== name);
};
const loosen: At = (schema, pick) => schema.required.splice(pick(schema.required.length), 1);
const require: At = (schema, pick) => {
  const names = optionalOf(schema);
  schema.required = [...(schema.required ?? []), names[pick(names.length)]];
};
const addValue: At = (schema) => schema.enum.push("added");
const removeValue: At = (schema, pick) => schema.enum.splice(pick(schema.enum.length), 1);
const widenLength: At = (schema) => {
  schema.maxLength += 1;
};
const narrowLength: At = (schema) => {
  schema.minLength += 1;
};
const close: At = (schema) => {
  schema.additionalProperties = false;
};
const open: At = (schema) => {
  schema.additionalProperties = true;
};
const setType =
  (type: Editable): At =>
  (schema) => {
    schema.type = type;
  };

/** Edits that allow more of what is sent, and less of what is read. */
const GENEROUS_EDITS: readonly RandomEdit[] = [
  edit("a new optional property", ["Sent", "Read"], isObject, addOptional),
  edit("a new required property", ["Read"], isObject, addRequired),
  edit("required becomes optional", ["Sent"], hasRequired, loosen),
  edit("optional becomes required", ["Read"], hasOptional, require),
  edit("a new value", ["Sent"], isEnum, addValue),
  edit("a value less", ["Read"], hasTwoValues, removeValue),
  edit("integer becomes number", ["Sent"], hasType("integer"), setType("number")),
  edit("number becomes integer", ["Read"], hasType("number"), setType("integer")),
  edit("can be null", ["Sent"], hasType("boolean"), setType(["boolean", "null"])),
  edit("longer texts", ["Sent"], isText, widenLength),
  edit("fewer texts", ["Read"], isText, narrowLength),
  edit("no other fields", ["Read"], isObject, close),
  edit("other fields", ["Sent", "Read"], isObject, open),
];

/** Edits that say the same in another form, or beside it. */
export const FORMAL_EDITS: readonly RandomEdit[] = [
  edit(
    "a description",
    ["Sent", "Read"],
    () => true,
    (schema) => {
      schema.description = "Other words.";
    },
  ),
  edit(
    "a reference becomes allOf",
    ["Sent", "Read"],
    ({ $ref }) => $ref !== undefined,
    (schema) => {
      schema.allOf = [{ $ref: schema.$ref }];
      schema.description = "The same.";
      delete schema.$ref;
    },
  ),
  edit(
    "nullable said otherwise",
    ["Sent", "Read"],
    ({ oneOf }) => oneOf !== undefined,
    (schema) => {
      schema.anyOf = [schema.oneOf[1], { allOf: [schema.oneOf[0]] }];
      delete schema.oneOf;
    },
  ),
  edit("an object in two parts", ["Sent", "Read"], hasTwoMembers, (schema) => {
    const [first, ...others] = Object.entries(schema.properties);
    schema.allOf = [{ type: "object", properties: Object.fromEntries(others) }, ...(schema.allOf ?? [])];
    schema.properties = Object.fromEntries([first as [string, Editable]]);
  }),
  edit("an enum becomes constants", ["Sent", "Read"], isEnum, (schema) => {
    schema.oneOf = schema.enum.map((value: string) => ({ const: value }));
    delete schema.enum;
  }),
  {
    name: "another order of everything",
    apply: (document) => {
      const reversed = reverse(document);
      Object.assign(document, reversed);
      return true;
    },
  },
  {
    name: "a new event",
    apply: (document) => {
      document.components.schemas.Event.oneOf.push({ $ref: "#/components/schemas/Ping" });
      document.components.schemas.Ping = {
        type: "object",
        required: ["type"],
        properties: { type: { const: "ping" } },
      };
      return true;
    },
  },
  {
    name: "a new operation",
    apply: (document) => {
      document.paths["/new"] = { get: { responses: { "204": { description: "Nothing." } } } };
      return true;
    },
  },
  {
    name: "another version of the document",
    apply: (document) => {
      document.info.version = "1.1.0";
      return true;
    },
  },
];

/** Edits after which nobody has to change anything. */
export const SAFE_EDITS: readonly RandomEdit[] = [...GENEROUS_EDITS, ...FORMAL_EDITS];

/** Objects with their keys, and lists with their items, from the last to the first. */
function reverse(value: Editable): Editable {
  if (Array.isArray(value)) return value.map(reverse).reverse();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reverse(member)]),
  );
}

/** Edits after which somebody has to change something. */
export const BREAKING_EDITS: readonly RandomEdit[] = [
  edit("a property is gone", ["Sent", "Read"], hasMembers, removeProperty),
  edit("a new required property", ["Sent"], isObject, addRequired),
  edit("required becomes optional", ["Read"], hasRequired, loosen),
  edit("optional becomes required", ["Sent"], hasOptional, require),
  edit("a new value", ["Read"], isEnum, addValue),
  edit("a value less", ["Sent"], hasTwoValues, removeValue),
  edit("number becomes integer", ["Sent"], hasType("number"), setType("integer")),
  edit("integer becomes number", ["Read"], hasType("integer"), setType("number")),
  edit("another type", ["Sent", "Read"], hasType("boolean"), setType("string")),
  edit("can be null", ["Read"], hasType("boolean"), setType(["boolean", "null"])),
  edit("fewer texts", ["Sent"], isText, narrowLength),
  edit("longer texts", ["Read"], isText, widenLength),
  edit("no other fields", ["Sent"], isObject, close),
  {
    name: "an event is gone",
    apply: (document) => {
      document.components.schemas.Event.oneOf.shift();
      return true;
    },
  },
  {
    name: "an event has another name",
    apply: (document) => {
      document.components.schemas.Token.properties.type.const = "word";
      return true;
    },
  },
  {
    name: "the end moves",
    apply: (document) => {
      document.paths["/stream"].get.responses["200"].content["text/event-stream"]["x-event-stream"].end = "token";
      return true;
    },
  },
  {
    name: "an operation is gone",
    apply: (document) => {
      delete document.paths["/call"];
      return true;
    },
  },
];

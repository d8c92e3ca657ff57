import { suggest } from "../diagnostics/diagnostics.js";
import { child, children, keyOf, nodeAt, objectOf, rootOf, target, type Node } from "../document/reference.js";
import { constOf } from "../document/schema-consts.js";
import { propertiesOf } from "../document/schema-properties.js";
import { mappedReference } from "../document/schema-unions.js";
import { openApiVersionOf } from "../document/openapi-version.js";
import { isObject, kindOf, type Document } from "../document/source.js";
import { toYaml } from "../overlay/overlay-snippets.js";
import { grammarOf, isKeyOfSomeVersion, type NodeType, type PropertyType, type ScalarType } from "./grammar.js";
import type { Fault } from "./fault.js";
import { misspelledRequired } from "./required-names.js";
import { scalarProblem } from "./scalar.js";

/** Every place where a document is not as its version of OpenAPI has it, in the order of the document. */
export function faultsOf(document: Document): readonly Fault[] {
  const version = openApiVersionOf(document);
  const faults: Fault[] = [];
  if (version?.startsWith("3.")) {
    visit({ document, version, faults }, rootOf(document), grammarOf(version), false);
  }
  return faults;
}

interface Walk {
  readonly document: Document;
  /** Major and minor: `3.1`. */
  readonly version: string;
  readonly faults: Fault[];
}

/** `isEntry` where the node is an entry of a map or an array, which cannot be left empty. */
function visit(walk: Walk, node: Node, type: NodeType, isEntry: boolean): void {
  const { value, path } = node;
  const isList = type.items !== undefined;
  if (type.name === "Schema" && typeof value === "boolean") {
    return;
  }
  if (isList ? !Array.isArray(value) : !isObject(value)) {
    const expected = isList ? "an array" : "an object";
    const subject = isEntry ? aOf(type) : path.length === 0 ? "The document" : `\`${keyOf(node)}\``;
    const isEmpty = value === null && !isEntry && !NEVER_EMPTY.has(keyOf(node));
    const message = `${subject} must be ${expected}, not ${kindOf(value)}`;
    walk.faults.push({ path, part: "value", message, isFatal: TYPED.has(type.name) && !isEmpty });
    return;
  }
  const reference = child(node, "$ref");
  // In a map it may be a name as any other: SCIM has a property that is called so.
  const isName = isObject(reference?.value) && type.additionalProperties !== undefined;
  if (reference !== undefined && !isName && !isNamedIn(type, "$ref")) {
    // Beside a reference, a schema and a path item say more; nothing else does.
    visitEntry(walk, reference, REFERENCE, false);
    return;
  }
  walk.faults.push(...missing(node, type), ...(type.name === "Schema" ? misspelledRequired(walk.document, node) : []));
  const isMap = isList || type.additionalProperties !== undefined;
  for (const entry of children(node)) {
    visitEntry(walk, entry, type, isMap);
  }
}

function visitEntry(walk: Walk, entry: Node, around: NodeType, isMap: boolean): void {
  const type = typeOf(entry, around);
  if (type === undefined) {
    walk.faults.push(...(keyOf(entry).startsWith("x-") ? ofOurs(entry, around) : [unknownKey(walk, entry, around)]));
  } else if (isNamed(type)) {
    visit(walk, entry, type, isMap);
  } else if (type !== null) {
    const problem = scalarProblem(entry.value, `\`${keyOf(entry)}\``, type);
    if (problem !== undefined) {
      walk.faults.push(scalarFault(entry, around, type, problem));
    } else if (around.name === "DiscriminatorMapping") {
      walk.faults.push(...mappingFaults(walk.document, entry));
    }
  }
}

/** Reference Object. */
const REFERENCE: NodeType = { name: "Reference", properties: { $ref: { type: "string", resolvable: false } } };

function isNamedIn({ properties }: NodeType, key: string): boolean {
  return Object.hasOwn(properties, key);
}

function typeOf(entry: Node, around: NodeType): PropertyType {
  const key = keyOf(entry);
  const { properties, items, additionalProperties } = around;
  const type = items ?? (isNamedIn(around, key) ? properties[key] : additionalProperties);
  return (typeof type === "function" ? type(entry.value, key) : type) as PropertyType;
}

function isNamed(type: PropertyType): type is NodeType {
  return typeof type?.name === "string";
}

function missing({ value, path }: Node, { required, name }: NodeType): readonly Fault[] {
  if (!isObject(value)) {
    return [];
  }
  const keys = typeof required === "function" ? required(value, path.at(-1)) : (required ?? []);
  const absent = keys.filter((key) => !Object.hasOwn(value, key));
  return absent.map((key) => {
    const message = `${aOf({ name })} must have \`${key}\``;
    const mend = { at: path, update: `${toYaml(key)}: ...` };
    return { path, part: "value", message, mend, isFatal: name === "Parameter" };
  });
}

function unknownKey({ version }: Walk, entry: Node, around: NodeType): Fault {
  const key = keyOf(entry);
  const isOfOther = isKeyOfSomeVersion(around.name, key);
  const near = isOfOther ? undefined : suggest(key, Object.keys(around.properties));
  const messages: Readonly<Record<string, string>> = {
    Paths: "A path must begin with `/`",
    Responses: "A response must have a status code, such as 200 or 4XX, or `default`",
  };
  // openapi-typescript reads these as if their keys were right.
  const isFatal = around.name in messages && !isObject(entry.value);
  const where = isOfOther ? ` in OpenAPI ${version}, but in another version` : "";
  const message = messages[around.name] ?? `${aOf(around)} has no \`${key}\`${where}`;
  const advice = isOfOther && version === "3.0" && around.name === "Schema" ? adviceFor30(entry) : undefined;
  return { path: entry.path, part: "key", message, near, advice, isFatal };
}

/** What says in a document of OpenAPI 3.0 what a word of JSON Schema does. */
function adviceFor30({ value, path }: Node): string | undefined {
  const key = String(path.at(-1));
  const other =
    key === "const" && typeof value === "string"
      ? `\`enum: [${toYaml(value)}]\``
      : key === "contentMediaType" || key === "contentSchema"
        ? `\`x-jsonschema-${key}\``
        : undefined;
  return other && `It is read all the same. What tools for OpenAPI 3.0 let pass is ${other}.`;
}

/** The extension that says how a stream ends: mistyped or misplaced, a stream that was cut would pass for a whole one. */
function ofOurs(entry: Node, around: NodeType): readonly Fault[] {
  const key = keyOf(entry);
  const near = suggest(key, ["x-event-stream"], 2);
  if (key === "x-event-stream" && around.name === "Schema") {
    const message = "Nothing reads `x-event-stream` in a schema: it stands beside `itemSchema`, under the media type";
    return [{ path: entry.path, part: "key", message, isFatal: true }];
  }
  if (near === undefined || near === key) {
    return [];
  }
  return [{ path: entry.path, part: "key", message: `${aOf(around)} has no \`${key}\``, near, isFatal: false }];
}

function scalarFault({ value, path }: Node, around: NodeType, type: ScalarType, message: string): Fault {
  const key = String(path.at(-1));
  const isTyped = TYPED.has(key) || around.name === "DiscriminatorMapping";
  const isFatal = isTyped && (value !== null || NEVER_EMPTY.has(key));
  const isUnquoted = type.type === "string" && (typeof value === "number" || typeof value === "boolean");
  const meant = type.enum !== undefined ? "..." : isUnquoted ? JSON.stringify(String(value)) : undefined;
  const mend = meant === undefined ? undefined : { at: path.slice(0, -1), update: `${toYaml(key)}: ${meant}` };
  return { path, part: "value", message, isFatal, mend };
}

/** A value of a mapping may name a component or refer to one. What was in another file is one by now. */
function mappingFaults(document: Document, entry: Node): readonly Fault[] {
  const reference = mappedReference(document, String(entry.value));
  const schema = target(document, reference);
  return schema === undefined ? lostMapping(document, entry, reference) : misnamed(document, entry, schema);
}

/** A mapping from another value than the one that its schema allows, which is the one that counts. */
function misnamed(document: Document, { path }: Node, schema: Node): readonly Fault[] {
  const { propertyName } = objectOf(nodeAt(document, path.slice(0, -2)));
  const constant = constOf(document, propertiesOf(document, schema).get(String(propertyName))?.schema);
  if (constant === undefined || constant === path.at(-1)) {
    return [];
  }
  const message = "The mapping is from another value than its schema allows: what the schema says counts";
  return [{ path, part: "key", message, near: constant, isFatal: false }];
}

/** A mapping that leads nowhere: the schema of that value is in no type. */
function lostMapping(document: Document, { value, path }: Node, reference: string): readonly Fault[] {
  const around = reference.slice(0, reference.lastIndexOf("/"));
  const names = children(target(document, around)).map(keyOf);
  // No union is one of its own members.
  const others = names.filter((other) => !path.includes(other));
  const near = suggest(reference.slice(around.length + 1), others);
  const fault = { path, part: "value", message: `The mapping leads nowhere: ${String(value)}`, isFatal: true } as const;
  if (near === undefined) {
    return [fault];
  }
  const meant = `${around}/${near}`;
  const update = `${toYaml(String(path.at(-1)))}: ${JSON.stringify(meant)}`;
  return [{ ...fault, near: meant, mend: { at: path.slice(0, -1), update } }];
}

/** `MediaType` -> `A Media Type Object`, as the specification calls it. */
function aOf({ name }: Pick<NodeType, "name">): string {
  if (name === "Root") return "The document";
  const words = name.replace(/^Named|(?<=.)(?:Map|List)$/g, "").replace(/(?<=[a-z])(?=[A-Z])/g, " ");
  return `${/^[AEIO]/.test(words) ? "An" : "A"} ${words} Object`;
}

/** Objects, arrays and keys that go into a type. A wrong one stops openapi-typescript, or is passed over by it. */
const TYPED: ReadonlySet<string> = new Set(
  `Root Paths WebhooksMap PathItem NamedPathItems Operation AdditionalOperations ParameterList Parameter NamedParameters
   RequestBody NamedRequestBodies Responses Response NamedResponses MediaTypesMap MediaType NamedMediaTypes HeadersMap
   Header NamedHeaders Components NamedSchemas Schema SchemaList SchemaMap SchemaProperties PatternProperties
   Discriminator DiscriminatorMapping
   $ref title summary operationId name in required enum propertyName`.split(/\s+/),
);

/** Keys at which openapi-typescript stops even where they are left empty (`additionalProperties:`). */
const NEVER_EMPTY: ReadonlySet<string> = new Set(["$ref", "additionalProperties", "patternProperties"]);

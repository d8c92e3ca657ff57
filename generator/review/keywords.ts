import { HTTP_METHODS } from "../model/model.js";

/** The keywords of OpenAPI and JSON Schema whose changes the rules judge, and those that lead to them. */
const JUDGED: ReadonlySet<string> = new Set([
  ...HTTP_METHODS,
  ..."paths components info schemas responses parameters requestBodies headers pathItems mediaTypes securitySchemes scheme".split(
    " ",
  ),
  ..."operationId security requestBody content schema itemSchema x-oai-itemSchema x-event-stream".split(" "),
  ..."in name style explode allowReserved required".split(" "),
  ..."$ref allOf oneOf anyOf type nullable enum const properties items additionalProperties".split(" "),
  ..."discriminator propertyName mapping".split(" "),
  ..."minLength maxLength minItems maxItems minProperties maxProperties minContains maxContains".split(" "),
  ..."minimum maximum exclusiveMinimum exclusiveMaximum pattern format multipleOf uniqueItems".split(" "),
  ..."contentEncoding contentMediaType contentSchema x-jsonschema-contentSchema prefixItems additionalItems".split(" "),
  ..."contains not if then else propertyNames patternProperties dependentRequired dependentSchemas".split(" "),
  ..."dependencies unevaluatedItems unevaluatedProperties $defs definitions".split(" "),
]);

export function isJudged(keyword: string): boolean {
  return JUDGED.has(keyword);
}

/** Keywords of a schema that describe and do not constrain. */
const ANNOTATIONS: ReadonlySet<string> = new Set(
  `title description summary default example examples deprecated externalDocs discriminator readOnly writeOnly xml
   $comment`.split(/\s+/),
);

/** Whether a keyword of a schema changes nothing of what the schema allows. */
export function isAnnotation(keyword: string): boolean {
  return ANNOTATIONS.has(keyword) || keyword.startsWith("x-");
}

/** Keywords of a schema that describe and do not constrain. */
const ANNOTATIONS: ReadonlySet<string> = new Set(
  `title description summary default example examples deprecated externalDocs discriminator readOnly writeOnly xml
   $comment`.split(/\s+/),
);

/** Whether a keyword of a schema changes nothing of what the schema allows. */
export function isAnnotation(keyword: string): boolean {
  return ANNOTATIONS.has(keyword) || keyword.startsWith("x-");
}

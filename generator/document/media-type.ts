/** A media type in lower case and without parameters. */
export function bareMediaType(mediaType: string): string {
  return (mediaType.split(";")[0] as string).trim().toLowerCase();
}

/** Whether what a media type stands for is one JSON text (RFC 6839, section 3.1). */
export function isJsonMediaType(mediaType: string): boolean {
  return /[/+]json$/.test(bareMediaType(mediaType));
}

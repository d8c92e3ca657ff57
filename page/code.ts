import type { PageOperation } from "../generator/mock/page-data.js";
import type { Filled } from "./form.js";

/** How a stream is read. */
export type Reading = "for await" | "text()" | "collect()";

/** What a call is made with: what was filled in, and how the stream is asked for. */
export interface Init extends Filled {
  readonly headers?: Readonly<Record<string, string>>;
  readonly idleTimeout?: number;
}

/** The code that makes a call, from the first line on. */
export function codeOf(operation: PageOperation, init: Init, reading: Reading, packageName: string): string {
  return [
    `import { createClient } from ${JSON.stringify(packageName)};`,
    "",
    `const client = createClient({ baseUrl: ${JSON.stringify(location.origin)} });`,
    "",
    ...(operation.stream ? streamCall(operation.stream.name, print(init), reading) : plainCall(operation, print(init))),
  ].join("\n");
}

function streamCall(name: string, init: string, reading: Reading): readonly string[] {
  const opened = `const stream = await client.stream.${name}(${init});`;
  switch (reading) {
    case "for await":
      return [opened, "for await (const event of stream) {", "  console.log(event);", "}"];
    case "text()":
      return [opened, "console.log(await stream.text());"];
    case "collect()":
      return [opened, "console.log(await stream.collect());"];
  }
}

function plainCall({ method, path }: PageOperation, init: string): readonly string[] {
  const rest = init === "" ? "" : `, ${init}`;
  return [
    `const { data, error } = await client.${method.toUpperCase()}(${JSON.stringify(path)}${rest});`,
    "console.log(data ?? error);",
  ];
}

/** A value as code. In JSON, a name that needs no quotes begins its line. */
function print(init: Init): string {
  if (Object.keys(init).length === 0) return "";
  return JSON.stringify(init, null, 2).replace(/^( *)"([A-Za-z_$][\w$]*)":/gm, "$1$2:");
}

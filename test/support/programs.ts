import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The path of a program: `BUN_PATH` for `bun`, else on the `PATH`; or why there is none.
 *
 * @throws Error when there is none though `CI_RUNTIMES` is `required`.
 */
export function findProgram(
  name: string,
  env: Environment = process.env,
): { readonly path: string } | { readonly missing: string } {
  const variable = `${name.toUpperCase()}_PATH`;
  const given = env[variable];
  const places = given ? [given] : (env["PATH"]?.split(delimiter) ?? []).map((folder) => join(folder, name));
  const path = places.find((place) => existsSync(place));
  if (path !== undefined) return { path };
  const missing = given
    ? `${variable} is ${given}, and no file is there`
    : `there is no ${name} on the PATH: install it, or set ${variable}`;
  if (env["CI_RUNTIMES"] === "required") throw new Error(`CI_RUNTIMES is "required", but ${missing}`);
  return { missing };
}

import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, win32 } from "node:path";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { temporaryFolder } from "./run.js";

type Environment = Readonly<Record<string, string | undefined>>;

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Where Chromium and Chrome are installed to, most wanted first. */
function places(env: Environment): readonly string[] {
  if (env["CHROMIUM_PATH"]) return [env["CHROMIUM_PATH"]];
  const folders = ["/usr/bin", "/snap/bin", ...(env["PATH"]?.split(delimiter) ?? [])];
  const windows = [env["PROGRAMFILES"], env["PROGRAMFILES(X86)"], env["LOCALAPPDATA"]].filter((path) => path);
  const bundles = ["Chromium.app/Contents/MacOS/Chromium", "Google Chrome.app/Contents/MacOS/Google Chrome"];
  return [
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...["/Applications", join(homedir(), "Applications")].flatMap((folder) =>
      bundles.map((path) => join(folder, path)),
    ),
    ...windows.flatMap((path) => [
      win32.join(path!, "Chromium/Application/chrome.exe"),
      win32.join(path!, "Google/Chrome/Application/chrome.exe"),
    ]),
  ];
}

/**
 * The path of an installed Chromium, or why there is none.
 *
 * @throws Error when there is none though `CI_BROWSER` is `required`.
 */
export function findChromium(
  env: Environment = process.env,
  exists: (path: string) => boolean = existsSync,
): { readonly path: string } | { readonly missing: string } {
  const path = places(env).find(exists);
  if (path !== undefined) return { path };
  const missing = env["CHROMIUM_PATH"]
    ? `CHROMIUM_PATH is ${env["CHROMIUM_PATH"]}, and no file is there`
    : "no Chromium or Chrome is installed where they usually are: install one, or set CHROMIUM_PATH";
  if (env["CI_BROWSER"] === "required") throw new Error(`CI_BROWSER is "required", but ${missing}`);
  return { missing };
}

const QUIET = ["gpu", "quic", "background-networking", "component-update", "sync"].map((what) => `--disable-${what}`);

export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  /** The errors that nobody in the page has caught. */
  readonly uncaught: readonly string[];
}

/** Opens a page in a headless Chromium of its own, with a profile that goes when it goes. */
export async function openPage(executablePath: string, url: string): Promise<OpenPage> {
  const profile = await temporaryFolder();
  const args = ["--no-first-run", ...QUIET, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
  let context: BrowserContext | undefined;
  async function close(): Promise<void> {
    await context?.close();
    await profile[Symbol.asyncDispose]();
  }
  try {
    context = await chromium.launchPersistentContext(profile.path, { executablePath, headless: true, args });
    const page = await context.newPage();
    const uncaught: string[] = [];
    page.on("pageerror", (error) => uncaught.push(String(error)));
    await page.goto(url);
    return { page, uncaught, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

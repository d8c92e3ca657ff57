import { suggest } from "../diagnostics/diagnostics.js";
import type { Document, JsonValue } from "../document/source.js";
import { checkRequest, type RequestChecks } from "./check-request.js";
import { faultCalled, FAULTS, type FaultName, type Faultless } from "./faults.js";
import type { Memory } from "./memory.js";
import { plainAnswer } from "./plain-answer.js";
import { Problem } from "./problem.js";
import { chooseRecording, type PlayableRecording } from "./recordings.js";
import { findRoute, type Route } from "./routes.js";
import { sampleError, sampleItems, type SampledStream } from "./sample-items.js";
import type { Sampler } from "./sampler.js";
import { atSpeed, itemScript, replayScript, type Script } from "./script.js";
import { wantsStream } from "./wants-stream.js";

/** What is served. */
export interface Api {
  readonly document: Document;
  readonly routes: readonly Route[];
  readonly checks: RequestChecks;
  readonly sampler: Sampler;
  /** Those that can be played, by `operationId`. */
  readonly recordings: ReadonlyMap<string, readonly PlayableRecording[]>;
}

/** How it is served. */
export interface Manner {
  readonly seed: number;
  /** How many times as fast as recorded or, where nothing was, as twenty events a second. */
  readonly speed: number;
  /** What goes wrong with every stream that can have it. */
  readonly fault: FaultName | undefined;
}

/** What is sent, and what the log says of it. */
export interface Answer {
  readonly script: Script;
  readonly told: string;
}

/** The header by which a request asks for a fault of its own. */
export const FAULT_HEADER = "x-mock-fault";

/**
 * What a request is answered with: the same request, the same answer, but for recordings, which take turns.
 *
 * @throws {Problem} where the document has something against the request.
 */
export async function answer(api: Api, manner: Manner, memory: Memory, request: Request): Promise<Answer> {
  const url = new URL(request.url);
  const found = findRoute(api.routes, request.method, url);
  const { body, notes } = await checkRequest(api.checks, found, request);
  const { stream, operation, method, path } = found.route;
  const seed = [manner.seed, method, path, ...found.parameters.values(), url.search].join(" ");
  const asked = request.headers.get(FAULT_HEADER) ?? undefined;
  if (stream !== undefined && wantsStream(api.document, stream, request.headers.get("accept"), body)) {
    const source = { document: api.document, stream, sampler: api.sampler, seed };
    const [script, from] = streamScript(api, memory, source, body);
    const whole = { script: atSpeed(script, manner.speed), stream, error: () => sampleError(source) };
    const { script: final, told } = withFault(whole, asked, manner.fault);
    return { script: final, told: ["a stream", from, ...told, ...notes].join(", ") };
  }
  if (asked !== undefined) {
    throw new Problem(400, `${FAULT_HEADER} is for streams, and this request does not ask for one`);
  }
  return {
    script: memory.recall(`JSON ${seed}`, () => plainAnswer(api.document, api.sampler, operation, seed)),
    told: ["sampled", ...notes].join(", "),
  };
}

function streamScript(
  { recordings }: Api,
  memory: Memory,
  source: SampledStream,
  body: JsonValue | undefined,
): readonly [Script, string] {
  const { stream } = source;
  const ofStream = recordings.get(stream.operationId) ?? [];
  const recorded =
    ofStream.length === 0 ? undefined : chooseRecording(stream, ofStream, body, memory.takeTurn(stream.operationId));
  return recorded === undefined
    ? [memory.recall(`stream ${source.seed}`, () => itemScript(source.stream, sampleItems(source))), "sampled"]
    : [replayScript(recorded.recording), `recorded in ${recorded.file}`];
}

/** A fault that was asked for by name must be had; one that all streams are to have is had by those that can. */
function withFault(
  whole: Faultless,
  asked: string | undefined,
  given: FaultName | undefined,
): { readonly script: Script; readonly told: readonly string[] } {
  const name = asked ?? given;
  if (name === undefined) {
    return { script: whole.script, told: [] };
  }
  const fault = faultCalled(name) ?? refuseUnknown(name);
  const script = fault.apply(whole);
  if (script === undefined && asked !== undefined) {
    throw new Problem(400, `The stream of ${whole.stream.operationId} cannot have the fault ${name}`);
  }
  return script === undefined
    ? { script: whole.script, told: [`which cannot have the fault ${name}`] }
    : { script, told: [`fault ${name}`] };
}

function refuseUnknown(name: string): never {
  const names = FAULTS.map((fault) => fault.name);
  const near = suggest(name, names);
  const hint = near === undefined ? `: there are ${names.join(", ")}` : `: did you mean ${near}?`;
  throw new Problem(400, `There is no fault called ${name}${hint}`);
}

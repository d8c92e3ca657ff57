import { printableLine } from "../diagnostics/printable.js";
import { answer, type Answer, type Api, type Manner } from "./answer.js";
import { corsHeaders, preflight } from "./cors.js";
import { createMemory } from "./memory.js";
import { play } from "./play.js";
import { requestErrorText, problemJson, Problem, PROBLEM_JSON } from "./problem.js";
import { wholeScript } from "./script.js";

/** Answers a request. Rejects with the reason of its signal, when that aborts. */
export type Responder = (request: Request) => Promise<Response>;

/**
 * Serves an API, without a socket.
 *
 * @param log Is told of each request, in one line.
 */
export function createResponder(api: Api, manner: Manner, log: (line: string) => void): Responder {
  const memory = createMemory();
  return async (request) => {
    const early = preflight(request);
    if (early !== undefined) {
      return early;
    }
    const { script, told } = await answerOrRefuse(() => answer(api, manner, memory, request));
    const { pathname, search } = new URL(request.url);
    log(printableLine(`${request.method} ${pathname}${search} ${script.status} ${told}`));
    const headers = { ...script.headers, ...corsHeaders(request, Object.keys(script.headers)) };
    return play({ ...script, headers }, request.signal);
  };
}

async function answerOrRefuse(run: () => Promise<Answer>): Promise<Answer> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Problem)) {
      throw error;
    }
    const script = wholeScript(error.status, PROBLEM_JSON, problemJson(error));
    const told = error.errors.length === 0 ? error.message : error.errors.map(requestErrorText).join("; ");
    return { script: { ...script, headers: { ...script.headers, ...error.headers } }, told };
  }
}

import { formatDiagnostic } from "../diagnostics/diagnostics.js";
import { createMock, type Mock } from "./create-mock.js";
import { faultCalled, FAULTS, type FaultName } from "./faults.js";
import { readApi } from "./read-api.js";
import { createResponder } from "./respond.js";
import type { MockServer } from "./server.js";

export type { FaultName, Mock, MockServer };

/** What is served, and how. */
export interface MockOptions {
  /** The folder of one API: `openapi.yaml`, `*.overlay.yaml`, `recordings/`. With `spec`, the folder of that. */
  readonly folder?: string;
  /** The OpenAPI document, instead of the folder's. */
  readonly spec?: string;
  /** The Overlays, instead of those beside the document. */
  readonly overlays?: readonly string[];
  /**
   * What samples are made from: the same seed and the same request give the same answer.
   * @default 1
   */
  readonly seed?: number;
  /**
   * How many times as fast as recorded, or as twenty events a second.
   * @default Infinity
   */
  readonly speed?: number;
  /** What goes wrong with every stream. One request asks for it by the header `x-mock-fault`. */
  readonly fault?: FaultName;
  /** Is told of what is odd about the document, and of each request, in one line. */
  readonly log?: (line: string) => void;
}

const OPTIONS: readonly string[] = [
  "folder",
  "spec",
  "overlays",
  "seed",
  "speed",
  "fault",
  "log",
] satisfies readonly (keyof MockOptions)[];

/**
 * Reads a document with its Overlays and recordings, and serves it.
 *
 * @throws {DiagnosticsError} with all that is wrong with them.
 * @throws {TypeError} where the options are wrong.
 */
export function mock(options: MockOptions = {}): Mock {
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) throw new TypeError(`There is no option called ${unknown}: ${OPTIONS.join(", ")}`);
  const { seed = 1, speed = Infinity, fault, log = () => {} } = options;
  if (fault !== undefined && faultCalled(fault) === undefined) {
    throw new TypeError(`There is no fault called ${String(fault)}: ${FAULTS.map(({ name }) => name).join(", ")}`);
  }
  if (!(speed > 0)) {
    throw new TypeError(`The speed is how many times as fast, such as 2 or Infinity, and not ${speed}`);
  }
  const { api, warnings } = readApi(options);
  warnings.forEach((warning) => log(formatDiagnostic(warning)));
  return createMock(createResponder(api, { seed, speed, fault }, log), log);
}

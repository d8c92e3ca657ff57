import type { Location } from "../diagnostics/diagnostics.js";
import { routeOf } from "../model/find-streams.js";
import type { Base } from "./base.js";
import { compareClients, type Change, type Comparison } from "./compare-clients.js";
import type { OtherDifference } from "./compare-words.js";
import type { Place } from "./finding.js";
import { removingAction } from "./removing-action.js";
import type { Revision } from "./revision.js";
import { RULES, type Rule, type RuleId, type Verdict } from "./rules.js";
import { adviseVersion, type VersionAdvice } from "./version.js";

export const VERDICTS = ["none", "patch", "minor", "major"] as const;

/** What a change of a client means for those who use it. */
export interface Review {
  /** The name of the package. */
  readonly name: string;
  /** What it was compared with. */
  readonly base: string;
  /** The worst of the changes. */
  readonly verdict: Verdict | "none";
  /** The worst first, in the order of the document. */
  readonly changes: readonly JudgedChange[];
  /** Differences of the documents that no rule judges. */
  readonly others: readonly OtherDifference[];
  /** `undefined` where there was no client before, or nothing changed. */
  readonly version: (VersionAdvice & { readonly location: Location }) | undefined;
}

/** A change, what it means, and the line that did it. */
export interface JudgedChange extends Rule {
  readonly rule: RuleId;
  readonly subject: string;
  /** Markdown: the rest of a sentence about the subject. */
  readonly what: string;
  /** `POST /chat`, for each operation whose users it concerns. */
  readonly operations: readonly { readonly route: string; readonly operationId: string | undefined }[];
  /** Where it stands now, or where it was taken away: the nearest place around it that is still there. */
  readonly location: Location;
  /** Where it stood. */
  readonly was: Location | undefined;
  /** Which of the two places shows it. */
  readonly shown: Location;
}

/** Compares a client with its base, and judges what changed. */
export function judgeClient(head: Revision, base: Base): Review {
  const { changes, others } = compareWithBase(head, base);
  const judged = changes.map((change) => judgeChange(change, head, base)).sort((a, b) => rankOf(b) - rankOf(a));
  const verdict = judged[0]?.verdict ?? "none";
  const advice =
    base.revision === undefined || verdict === "none"
      ? undefined
      : adviseVersion(base.revision.config.version, head.config.version, verdict);
  return {
    name: head.config.name,
    base: base.name,
    verdict,
    changes: judged,
    others,
    version: advice && { ...advice, location: locate(versionPlace(head)) },
  };
}

function compareWithBase(head: Revision, base: Base): Comparison {
  if (base.revision !== undefined) return compareClients({ base: base.revision, head });
  const at = { head: { document: head.document, path: [] } };
  const added = { rule: "package-added", subject: head.config.name, what: "is new", at, operations: [] } as const;
  return { changes: [added], others: [] };
}

function judgeChange({ rule, subject, what, at, operations }: Change, head: Revision, base: Base): JudgedChange {
  const was = at.base && locate(at.base);
  const removal = at.head === undefined && at.base ? removingAction(head.inputs, at.base.path) : undefined;
  const nearest = at.base && head.document.locate(at.base.path);
  const location = (at.head && locate(at.head)) ?? removal ?? nearest ?? locate({ document: head.document, path: [] });
  const old = was && { ...was, file: base.fileName(was.file) };
  return {
    ...RULES[rule],
    rule,
    subject,
    what,
    operations: operations.map((operation) => ({ route: routeOf(operation), operationId: operation.operationId })),
    location,
    was: old,
    shown: at.head === undefined && removal === undefined && old !== undefined ? old : location,
  };
}

function rankOf({ verdict }: { readonly verdict: Verdict }): number {
  return VERDICTS.indexOf(verdict);
}

function locate({ document, path, part }: Place): Location {
  return document.locate(path, part);
}

function versionPlace({ inputs, document }: Revision): Place {
  return inputs.client === undefined
    ? { document, path: ["info", "version"] }
    : { document: inputs.client, path: ["version"] };
}

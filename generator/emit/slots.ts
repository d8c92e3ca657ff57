import type { Node, ObjectLiteralExpression, SourceFile, Statement } from "typescript";
import { loadTypeScript } from "./typescript.js";

/** A stretch of a template's text, from one offset to another. */
export interface Slot {
  readonly start: number;
  readonly end: number;
}

/** A slot, and what is to stand in its place. */
export type Filling = readonly [slot: Slot, text: string];

/** The slots of a template, found by what they declare: to ask for one that it has lost stops the run. */
export interface Slots {
  /** Each interface that extends another, with its comment and its line break. */
  readonly extending: readonly Slot[];
  /** The import of a module, with its line break. */
  importOf(module: string): Slot;
  /** The declaration of a type, with its comment and its line break. */
  declarationOf(name: string): Slot;
  /** What stands between the braces of an interface, or of the object that a constant is. */
  membersOf(name: string): Slot;
}

/** Finds the slots of a text of TypeScript, which are those of its outermost statements. */
export function slotsOf(text: string): Slots {
  const ts = loadTypeScript();
  const file = ts.createSourceFile("template.ts", text, ts.ScriptTarget.ES2022);
  const find = <T extends Statement>(what: string, is: (statement: Statement) => statement is T): T => {
    const found = file.statements.find(is);
    if (found === undefined) throw new Error(`The template has no ${what}`);
    return found;
  };
  const objectIn = (node: Node): ObjectLiteralExpression | undefined =>
    ts.isObjectLiteralExpression(node) ? node : ts.forEachChild(node, objectIn);
  return {
    extending: file.statements
      .filter((one) => ts.isInterfaceDeclaration(one) && one.heritageClauses !== undefined)
      .map((one) => wholeOf(file, one)),
    importOf: (module) => {
      const isIt = (one: Statement): one is Statement =>
        ts.isImportDeclaration(one) && ts.isStringLiteral(one.moduleSpecifier) && one.moduleSpecifier.text === module;
      return wholeOf(file, find(`import of ${module}`, isIt));
    },
    declarationOf: (name) => {
      const isIt = (one: Statement): one is Statement => ts.isTypeAliasDeclaration(one) && one.name.text === name;
      return wholeOf(file, find(`type ${name}`, isIt));
    },
    membersOf: (name) => {
      const isIt = (one: Statement): one is Statement =>
        (ts.isInterfaceDeclaration(one) && one.name.text === name) ||
        (ts.isVariableStatement(one) && one.declarationList.declarations[0]?.name.getText(file) === name);
      const statement = find(name, isIt);
      const braced = ts.isInterfaceDeclaration(statement) ? statement : objectIn(statement);
      if (braced === undefined) throw new Error(`The template's ${name} is no object`);
      return { start: text.indexOf("{", braced.getStart(file)) + 1, end: braced.end - 1 };
    },
  };
}

function wholeOf(file: SourceFile, statement: Statement): Slot {
  return { start: statement.getStart(file, true), end: file.text.indexOf("\n", statement.end) + 1 };
}

/** The text with its slots filled. No slot may lie in another. */
export function fill(text: string, fillings: readonly Filling[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const [{ start, end }, filling] of fillings.toSorted(([a], [b]) => a.start - b.start)) {
    parts.push(text.slice(from, start), filling);
    from = end;
  }
  return [...parts, text.slice(from)].join("");
}

import { plainYamlPlaces, readPlainYaml } from "./plain-yaml.js";
import { positionsOf, type Positions } from "./positions.js";
import { composeYaml, type YamlTree } from "./yaml-tree.js";

/** Reads YAML 1.2 (core schema: dates stay strings) and applies merge keys. Never throws: see `problems`. */
export function parseYaml(text: string): YamlTree {
  const value = readPlainYaml(text);
  if (value === undefined) return composeYaml(text);
  let known: Positions | undefined;
  const positions = (): Positions => (known ??= positionsIn(text));
  return {
    value,
    problems: [],
    find: (path, part) => positions().find(path, part),
    position: (offset) => positions().position(offset),
  };
}

function positionsIn(text: string): Positions {
  const places = plainYamlPlaces(text);
  return places === undefined ? composeYaml(text) : positionsOf(text, places);
}

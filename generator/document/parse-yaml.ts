import { readPlainYaml } from "./plain-yaml.js";
import { composeYaml, type YamlTree } from "./yaml-tree.js";

/** Reads YAML 1.2 (core schema: dates stay strings) and applies merge keys. Never throws: see `problems`. */
export function parseYaml(text: string): YamlTree {
  return readPlainYaml(text) ?? composeYaml(text);
}

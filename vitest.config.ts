import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // The names by which others import these.
  resolve: {
    alias: { "aisquare-studio": here("generated/index.ts"), "openapi-stream/mock": here("generator/mock/mock.ts") },
  },
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/setup.ts"],
    // Most of the time would go into reading TypeScript and ts-morph anew for each file.
    isolate: false,
    // Not one less than there are processors: half of the tests wait for processes.
    maxWorkers: availableParallelism(),
    // Real servers, installs and compilers: what is slow here is slow in the world.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

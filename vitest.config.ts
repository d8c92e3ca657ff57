import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Real servers, installs and compilers: what is slow here is slow in the world.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

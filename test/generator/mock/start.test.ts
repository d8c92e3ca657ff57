import { expect, it } from "vitest";
import { startMock } from "../../../generator/mock/start.js";
import { SPEC } from "./served.js";

const OPTIONS = { port: 0, seed: 1, speed: Infinity, fault: undefined, log: () => {} };

it("says where the API is, what its streams are made of, and what else there is", async () => {
  const { server, report } = await startMock({ spec: SPEC }, { ...OPTIONS, ui: false });
  await using _ = server;
  expect(report.lines[0]).toBe(`Streams in every shape at ${server.url}`);
  expect(report.lines).toContain("  POST /named  named: sampled");
  expect(report.lines.at(-1)).toBe("  and 1 operation without a stream");
  expect(report).toMatchObject({ passed: true, warnings: [], result: { url: server.url } });
  expect((await fetch(`${server.url}/notes/1`)).status).toBe(200);
  expect((await fetch(`${server.url}/_ui/`)).status).toBe(404);
});

it("says where its page is", async () => {
  const { server, report } = await startMock({ spec: SPEC }, { ...OPTIONS, ui: true });
  await using _ = server;
  expect(report.lines.at(-1)).toBe(`Try it at ${server.url}/_ui/`);
  expect((await fetch(`${server.url}/_ui/`)).status).toBe(200);
});

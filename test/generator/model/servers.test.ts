import { expect, it } from "vitest";
import { serversOf } from "../../../generator/model/servers.js";
import { documentOf } from "../streams.js";

it("a server's URL has its variables at their defaults", () => {
  const servers = [
    { url: "https://{host}.test:{port}/{path}", variables: { host: { default: "a" }, port: { default: 8443 } } },
    { url: "https://{host}.test/{{path}}{}", variables: { host: { enum: ["a"] } } },
    { url: 1 },
    "https://a.test",
    { url: "/v1", variables: [] },
  ];
  expect(serversOf(documentOf({ servers }))).toEqual([
    { url: "https://a.test:8443/{path}", open: ["path"], path: ["servers", 0, "url"] },
    { url: "https://{host}.test/{{path}}{}", open: ["host", "path"], path: ["servers", 1, "url"] },
    { url: "/v1", open: [], path: ["servers", 4, "url"] },
  ]);
});

it("without servers there are none", () => {
  expect([{}, { servers: {} }, null].map((value) => serversOf(documentOf(value)))).toEqual([[], [], []]);
});

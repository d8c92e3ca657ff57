import { expect, it } from "vitest";
import { requestErrorText, problemJson, Problem } from "../../../generator/mock/problem.js";

it("a refusal is a problem of RFC 9457", () => {
  const errors = [{ in: "body", pointer: "/prompt", detail: "must be string", declared: "openapi.yaml:3:1" }] as const;
  expect(JSON.parse(problemJson(new Problem(422, "The body is wrong", errors)))).toEqual({
    title: "Unprocessable Entity",
    status: 422,
    detail: "The body is wrong",
    errors,
  });
  expect(JSON.parse(problemJson(new Problem(404, "No such path")))).toEqual({
    title: "Not Found",
    status: 404,
    detail: "No such path",
  });
});

it("an error is told on one line", () => {
  expect(
    requestErrorText({ in: "body", pointer: "/prompt", detail: "must be string", declared: "openapi.yaml:3:1" }),
  ).toBe("body /prompt must be string (openapi.yaml:3:1)");
  expect(requestErrorText({ in: "path", name: "id", pointer: "", detail: "must be integer" })).toBe(
    "path id must be integer",
  );
});

import { describe, expect, it } from "vitest";
import { checkRedact, namesInCall } from "../../../generator/recording/redacted-names.js";
import { problemsOf } from "../documents.js";

const CALL = {
  baseUrl: "https://api.test",
  params: { path: { chat_id: { a: 1 } }, query: { filter: { owner: "o" } } },
  headers: { "x-mine": "m", cookie: "session=s; theme=dark" },
  body: { user: { pin: "zz5" }, list: [{ code: 1 }] },
};

describe("namesInCall", () => {
  it("has headers, cookies, parameters, and body fields at whatever depth", () => {
    expect(namesInCall(CALL)).toEqual("chat_id filter owner x-mine cookie session theme user list pin code".split(" "));
    expect(namesInCall({ baseUrl: "https://api.test" })).toEqual([""]);
  });

  it("has the fields of a form, and none of a text", () => {
    expect(namesInCall({ baseUrl: "", body: "pin=1&user%2Ename=2" })).toEqual(["", "pin", "user.name"]);
  });
});

describe("checkRedact", () => {
  const problems = (...names: readonly string[]): string =>
    problemsOf(() => checkRedact(names, namesInCall({ ...CALL, body: { ...CALL.body, "a.b": 1 } }), "request"));

  it("takes a name that something has, in upper case or lower", () => {
    checkRedact(["pin", "X-MINE", "Chat_ID", "session", "owner", "code"], namesInCall(CALL), "request");
    checkRedact(["a.b", "b"], ["a.b"], "request");
  });

  it("names all that match nothing, and what was meant", () => {
    expect(problems("user.pin", "/user/Pin", "user[pin]", "pni-", "nosuch", "pin")).toMatchInlineSnapshot(`
      "error: --redact user.pin matches nothing in the request.

        Did you mean pin? A name is wanted, at whatever depth, not a path.

      error: --redact /user/Pin matches nothing in the request.

        Did you mean pin? A name is wanted, at whatever depth, not a path.

      error: --redact user[pin] matches nothing in the request.

        Did you mean pin? A name is wanted, at whatever depth, not a path.

      error: --redact pni- matches nothing in the request.

        Give the name of a header, a parameter or a body field of the request. A name is wanted, at whatever depth, not a path.

      error: --redact nosuch matches nothing in the request.

        Give the name of a header, a parameter or a body field of the request. A name is wanted, at whatever depth, not a path."
    `);
  });

  it("shows no value that was given with a name", () => {
    expect(problems("pin=zz5", "x-mine: zz5")).not.toContain("zz5");
  });

  it("says what is hidden of a transcript", () => {
    checkRedact(["x-a"], ["x-a"], "transcript");
    expect(problemsOf(() => checkRedact(["pin"], ["x-a"], "transcript"))).toMatchInlineSnapshot(`
      "error: --redact pin matches nothing in the transcript.

        With --from nothing of the request is kept, and of the answer only its headers are hidden. A name is wanted, at whatever depth, not a path."
    `);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recordingText, type Recording } from "../../../generator/recording/recording.js";
import { redact, redactText, secretFieldsIn, secretsOf } from "../../../generator/recording/secrets.js";
import type { JsonValue } from "../../../generator/document/source.js";
import { documentOf } from "../streams.js";
import { recordings } from "./recordings.js";

const DOCUMENT = documentOf({
  components: {
    securitySchemes: {
      app: { $ref: "#/components/securitySchemes/key" },
      key: { type: "apiKey", in: "query", name: "appid" },
      bearer: { type: "http", scheme: "bearer" },
    },
  },
});
const SECRETS = secretsOf(DOCUMENT, ["Session_ID"], ["Bearer sk-0123456789", "abc"]);

const RECORDING: Recording = {
  request: { operationId: "chat", method: "POST", url: "http://api.example/chat", headers: {} },
  response: { status: 200, headers: {}, ms: 1 },
  chunks: [],
  end: { end: "closed", ms: 2 },
};

function headers(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const recording = { ...RECORDING, request: { ...RECORDING.request, headers: values } };
  return redact(recording, "/chat", SECRETS).request.headers;
}

function url(text: string, template = "/chat"): string {
  return redact({ ...RECORDING, request: { ...RECORDING.request, url: text } }, template, SECRETS).request.url;
}

function body(value: JsonValue, contentType = "application/json"): JsonValue | undefined {
  const request = { ...RECORDING.request, headers: { "content-type": contentType }, body: value };
  return redact({ ...RECORDING, request }, "/chat", SECRETS).request.body;
}

describe("redact", () => {
  it.each(["authorization", "cookie", "set-cookie", "proxy-authorization", "x-api-key", "x-auth-token", "appid"])(
    "hides the header %s",
    (name) => {
      expect(headers({ [name]: "hunter2", accept: "*/*" })).toEqual({ [name]: "[redacted]", accept: "*/*" });
      const answered = { ...RECORDING, response: { status: 200, headers: { [name]: "hunter2" }, ms: 1 } };
      expect(redact(answered, "/chat", SECRETS).response?.headers).toEqual({ [name]: "[redacted]" });
    },
  );

  it("hides users of URLs, secret parameters, and what the user names", () => {
    expect(url("http://user:pass@api.example/chat?a=1&api_key=x&appid=y&%74oken=z#t")).toBe(
      "http://api.example/chat?a=1&api_key=[redacted]&appid=[redacted]&%74oken=[redacted]",
    );
    expect(url("http://api.example/chat?a[session_id]=1&session_id[b]=2&filter[b]=3")).toBe(
      "http://api.example/chat?a[session_id]=[redacted]&session_id[b]=[redacted]&filter[b]=3",
    );
    expect(url("http://api.example/v1/chat/42/and/7?a=1", "/chat/{session_id}/and/{id}")).toBe(
      "http://api.example/v1/chat/[redacted]/and/7?a=1",
    );
  });

  it("hides body fields by their names, and leaves alone what only sounds like one", () => {
    const given = { user: { password: "x", accessToken: ["y"] }, max_tokens: 5, key: "k", "client-secret": 1 };
    expect(body(given)).toEqual({
      user: { password: "[redacted]", accessToken: "[redacted]" },
      max_tokens: 5,
      key: "k",
      "client-secret": "[redacted]",
    });
    expect(body("grant=1&client_secret=x", "application/x-www-form-urlencoded")).toBe(
      "grant=1&client_secret=[redacted]",
    );
  });

  it("hides what came from the environment wherever it stands, and its parts", () => {
    const chunks = [{ text: 'data: {"you":"sk-0123456789"}\n\n', ms: 1 }];
    const end = { end: "failed" as const, error: { kind: "network", message: "sk-0123456789 refused" }, ms: 2 };
    const recording = redact({ ...RECORDING, chunks, end }, "/chat", SECRETS);
    expect(recording.chunks).toEqual([{ text: 'data: {"you":"[redacted]"}\n\n', ms: 1 }]);
    expect(recordingText(recording)).not.toContain("0123456789");
    expect(body(["sk-0123456789", "abc"])).toEqual(["[redacted]", "abc"]);
    expect(redactText("Bearer sk-0123456789", SECRETS)).toBe("[redacted]");
  });

  it("hides it however it is spelled: in a URL, in a form, in JSON", () => {
    const spelled = secretsOf(DOCUMENT, [], ['a b/c&d="e"']);
    const sent = { ...RECORDING, request: { ...RECORDING.request, url: "http://api/chat?q=a%20b%2Fc%26d%3D%22e%22" } };
    expect(redact(sent, "/chat", spelled).request.url).toBe("http://api/chat?q=[redacted]");
    expect(redactText("q=a+b%2Fc%26d%3D%22e%22", spelled)).toBe("q=[redacted]");
    expect(redactText('data: {"you":"a b/c&d=\\"e\\""}', spelled)).toBe('data: {"you":"[redacted]"}');
    expect(redactText("see http://api/a%20b%2Fc%26d%3D%22e%22", spelled)).toBe("see http://api/[redacted]");
  });

  it("changes nothing where there is no secret, twice the same as once", () => {
    fc.assert(
      fc.property(recordings, (recording) => {
        const once = redact(recording, "/{id}", SECRETS);
        expect(redact(once, "/{id}", SECRETS)).toEqual(once);
        expect(once.chunks).toEqual(recording.chunks);
      }),
    );
  });
});

it("fields of the answer that are called as secrets are, wherever it is cut, are named", () => {
  const text =
    'data: {"access_token": "x", "token": {"id": 1}, "app\u0069d": "a", "Session_ID":1, "text": "\\"password\\""}\n\n';
  const at = text.indexOf("token");
  const chunks = [text.slice(0, at), text.slice(at)].map((piece, index) => ({ text: piece, ms: index }));
  expect(secretFieldsIn({ ...RECORDING, chunks }, SECRETS)).toEqual(["access_token", "appid", "Session_ID"]);
  expect(secretFieldsIn(RECORDING, SECRETS)).toEqual([]);
});
